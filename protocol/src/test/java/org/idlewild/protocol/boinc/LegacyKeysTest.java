package org.idlewild.protocol.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against keys and signatures that BOINC's own library made. */
class LegacyKeysTest {

  @ParameterizedTest
  @ValueSource(strings = {"code_sign", "upload"})
  void aKeyFileIsReadAndWrittenAsItWas(String name) throws IOException {
    String secret = text(name + "_private");
    String open = text(name + "_public");
    LegacyPrivateKey key = LegacyPrivateKey.of(secret);

    assertThat(key.text()).isEqualToIgnoringWhitespace(secret);
    assertThat(key.publicKey().text()).isEqualToIgnoringWhitespace(open);
    assertThat(LegacyPublicKey.of(open)).isEqualTo(key.publicKey());
  }

  @Test
  void aFilesSignatureIsBoincsOwnToTheLastDigit() throws IOException {
    LegacyPrivateKey key = LegacyPrivateKey.of(text("code_sign_private"));
    byte[] file = bytes("sample.bin");

    assertThat(key.sign(new ByteArrayInputStream(file)))
        .isEqualToIgnoringWhitespace(text("sample.bin.sig"))
        .isEqualTo(key.sign(file));
    assertThat(key.publicKey().verifies(file, text("sample.bin.sig"))).isTrue();
  }

  @Test
  void aPermissionToUploadIsBoincsOwnToo() throws IOException {
    LegacyPrivateKey key = LegacyPrivateKey.of(text("upload_private"));
    byte[] permission = bytes("upload_signed_text.txt");

    assertThat(key.sign(permission)).isEqualToIgnoringWhitespace(text("upload_sig.txt"));
    assertThat(key.publicKey().verifies(permission, text("upload_sig.txt"))).isTrue();
  }

  @Test
  void aSignatureCountsInWhateverLinesItComes() throws IOException {
    LegacyPublicKey key = LegacyPublicKey.of(text("code_sign_public"));
    String digits = text("sample.bin.sig").replaceAll("[\\s.]", "");

    assertThat(key.verifies(bytes("sample.bin"), digits)).isTrue();
    assertThat(key.verifies(bytes("sample.bin"), "  " + digits.toUpperCase(Locale.ROOT) + "\r\n."))
        .isTrue();
  }

  @Test
  void whatWasChangedOrSignedByAnotherIsRefused() throws IOException {
    LegacyPublicKey key = LegacyPublicKey.of(text("code_sign_public"));
    byte[] changed = bytes("sample.bin");
    changed[0]++;

    assertThat(key.verifies(changed, text("sample.bin.sig"))).isFalse();
    assertThat(
            LegacyPublicKey.of(text("upload_public"))
                .verifies(bytes("sample.bin"), text("sample.bin.sig")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "zz", "00", "\u0000"})
  void whatIsNoSignatureIsRefusedWithoutAWord(String text) throws IOException {
    LegacyPublicKey key = LegacyPublicKey.of(text("code_sign_public"));

    assertThat(key.verifies(bytes("sample.bin"), text)).isFalse();
    assertThat(key.verifies(bytes("sample.bin"), "f".repeat(256))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1024", "2048\n00\n.", "1024\n00\n.", "1024\nzz\n."})
  void whatIsNoKeyIsRefusedInASentence(String text) {
    assertThatThrownBy(() -> LegacyPublicKey.of(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LegacyPrivateKey.of(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyOfZerosIsNone() {
    String zeros = "1024\n" + "0".repeat(512) + "\n.";

    assertThatThrownBy(() -> LegacyPublicKey.of(zeros)).hasMessageContaining("1024 bits");
  }

  @Test
  void aNewKeySignsAndSurvivesItsFile() {
    LegacyPrivateKey key = LegacyPrivateKey.generate(new SecureRandom());
    byte[] text = "work".getBytes(StandardCharsets.UTF_8);

    String signature = LegacyPrivateKey.of(key.text()).sign(text);

    assertThat(key.publicKey().verifies(text, signature)).isTrue();
  }

  @Test
  void aSecretIsNotShownByChance() throws IOException {
    assertThat(LegacyPrivateKey.of(text("upload_private")))
        .hasToString("a private key of BOINC's kind");
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = LegacyKeysTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
