package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.protocol.boinc.LegacyPublicKey;
import org.idlewild.scheduler.settings.ClientSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final LegacyPrivateKey FORMER = LegacyPrivateKey.generate(RANDOM);
  private static final LegacyPrivateKey OLDEST = LegacyPrivateKey.generate(RANDOM);

  @TempDir Path data;
  private Path folder;
  private ProjectKeys keys;

  @BeforeEach
  void lay() throws IOException {
    folder = data.resolve("boinc");
    keys = TestKeys.in(Files.createDirectories(folder));
  }

  @Test
  void withoutAFolderNoClientIsServed() {
    ProjectKeys none =
        new ProjectKeys(
            new ClientSettings(data.resolve("none"), Optional.empty(), "Grid", false, false));

    assertThat(none.isOpen()).isFalse();
    assertThatThrownBy(none::codeKey).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withAllKeysClientsAreServed() {
    assertThat(keys.isOpen()).isTrue();
    assertThat(keys.codeKey()).isEqualTo(TestKeys.CODE.publicKey().text());
    assertThat(keys.accountManagerKey()).isEqualTo(TestKeys.MANAGER.publicKey().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code_sign_public",
        "upload_private",
        "upload_public",
        "account_manager_private",
        "account_manager_public"
      })
  void aKeyThatIsMissingOrBrokenClosesTheProjectUntilItIsMended(String name) throws IOException {
    String good = Files.readString(folder.resolve(name));
    assertThat(keys.isOpen()).isTrue();

    Files.delete(folder.resolve(name));
    assertThat(keys.isOpen()).isFalse();
    write(name, "1024\nnonsense\n.\n");
    assertThat(keys.isOpen()).isFalse();
    write(name, good);
    assertThat(keys.isOpen()).isTrue();
  }

  @Test
  void aPrivateKeyThatOthersMayReadIsRefused() throws IOException {
    permit("upload_private", "rw-r-----");
    assertThat(keys.isOpen()).isFalse();

    permit("upload_private", "r--------");
    assertThat(keys.isOpen()).isTrue();
  }

  @Test
  void halvesOfTwoKeysAreNone() throws IOException {
    write("upload_public", TestKeys.MANAGER.publicKey().text());

    assertThat(keys.isOpen()).isFalse();
  }

  @Test
  void eachFormerKeyThatWasKeptLetsItsClientsTakeThePresentOne() throws IOException {
    succeed("1", FORMER);
    succeed("2", OLDEST);

    for (LegacyPrivateKey former : new LegacyPrivateKey[] {FORMER, OLDEST}) {
      String signature = keys.succession(former.publicKey().text()).orElseThrow();
      assertThat(former.publicKey().verifies(bytes(keys.codeKey().strip()), signature)).isTrue();
    }
  }

  @Test
  void aFormerKeyIsKnownInWhateverLinesItComes() throws IOException {
    succeed("1", FORMER);
    String shown = FORMER.publicKey().text().toUpperCase(Locale.ROOT).replace("\n", "\r\n   ");

    assertThat(keys.succession(shown)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1024", "nonsense"})
  void whatIsNoFormerKeyHasNoSuccessor(String shown) {
    assertThat(keys.succession(shown)).isEmpty();
    assertThat(keys.succession(OLDEST.publicKey().text())).isEmpty();
  }

  @Test
  void aSuccessionThatAnotherKeySignedClosesTheProject() throws IOException {
    write("succession/1", FORMER.publicKey().text() + OLDEST.sign(bytes(keys.codeKey().strip())));

    assertThat(keys.isOpen()).isFalse();
  }

  @Test
  void whatItLetAClientUploadItKnowsAgain() {
    String certificate = keys.certificate("primes_1_2_mark_out", 1000);

    assertThat(keys.isCertified("primes_1_2_mark_out", 1000, certificate)).isTrue();
    assertThat(
            keys.isCertified(
                "primes_1_2_mark_out", 1000, certificate.replaceAll("[\\n.]", "") + " ."))
        .isTrue();
    assertThat(keys.isCertified("primes_1_2_mark_out", 1001, certificate)).isFalse();
    assertThat(keys.isCertified("primes_1_3_mark_out", 1000, certificate)).isFalse();
    assertThat(keys.isCertified("primes_1_2_mark_out", 1000, "")).isFalse();
  }

  @Test
  void theAddressOfAProjectIsSignedByTheAccountManagersOwnKey() {
    String signature = keys.signedAddress("http://grid.example.org/boinc/");

    assertThat(
            LegacyPublicKey.of(keys.accountManagerKey())
                .verifies(bytes("http://grid.example.org/boinc/"), signature))
        .isTrue();
  }

  private void succeed(String name, LegacyPrivateKey former) throws IOException {
    String signature = former.sign(bytes(TestKeys.CODE.publicKey().text().strip()));
    write("succession/" + name, former.publicKey().text() + signature);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(RANDOM.nextInt(1, Integer.MAX_VALUE)));
    permit(name, "rw-------");
  }

  private void permit(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
