package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Manifest MANIFEST =
      new Manifest(
          List.of(program("solve.exe", Verdict.CLEAN), program("größe.dll", Verdict.SUSPICIOUS)));

  @Test
  void whatWasWrittenIsRead() throws Exception {
    assertThat(Manifest.read(MANIFEST.bytes(Seal.sum()), Seal.sum())).isEqualTo(MANIFEST);
    assertThat(Manifest.read(new Manifest(List.of()).bytes(Seal.sum()), Seal.sum()).files())
        .isEmpty();
  }

  @Test
  void theTextIsJsonWithALineForEachFileByName() {
    String zeros = "0".repeat(64);
    assertThat(new String(MANIFEST.bytes(Seal.sum()), StandardCharsets.UTF_8))
        .startsWith(
            """
            {
              "version": 1,
              "files": [
                {"name": "größe.dll", "sha256": "%s", "size": 7, "machine": "windows-x86", \
            "wrapped": true, "verdict": "suspicious"},
                {"name": "solve.exe", "sha256": "%s", "size": 7, "machine": "windows-x86", \
            "wrapped": true, "verdict": "clean"}
              ],
              "seal": "sha256:"""
                .formatted(zeros, zeros));
  }

  @Test
  void aManifestSealedWithAKeyIsReadWithIt() throws Exception {
    Seal seal = key();
    assertThat(Manifest.read(MANIFEST.bytes(seal), seal)).isEqualTo(MANIFEST);
  }

  @Test
  void anotherKeyOrNoneDoesNotHold() throws Exception {
    byte[] sealed = MANIFEST.bytes(key());
    refused(sealed, key());
    refused(sealed, Seal.sum());
    refused(MANIFEST.bytes(Seal.sum()), key());
  }

  @Test
  void anyChangedByteIsSeen() throws Exception {
    Seal seal = key();
    byte[] sealed = MANIFEST.bytes(seal);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      refused(changed, seal);
    }
  }

  @Test
  void aManifestCutAnywhereIsRefused() {
    String text = new String(MANIFEST.bytes(Seal.sum()), StandardCharsets.UTF_8);
    for (int length = 0; length < text.length(); length++) {
      refused(text.substring(0, length).getBytes(StandardCharsets.UTF_8), Seal.sum());
    }
  }

  @Test
  void anotherFormIsRefusedEvenWithASealThatHolds() {
    String body = MANIFEST.body().replace("\"version\": 1", "\"version\": 2");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String text = body + "  \"seal\": \"" + Seal.sum().of(bytes) + "\"\n}\n";
    refused(text.getBytes(StandardCharsets.UTF_8), Seal.sum());
  }

  @Test
  void aManifestBeyondTheLimitIsRefused() {
    refused(new byte[Manifest.LARGEST + 1], Seal.sum());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\\b", "C:x", "a\"b", "a\nb", "..", "a ", "a*"})
  void aNameThatWindowsForbidsIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> program(name, Verdict.CLEAN));
  }

  private static void refused(byte[] bytes, Seal seal) {
    assertThatExceptionOfType(InvalidManifest.class).isThrownBy(() -> Manifest.read(bytes, seal));
  }

  private static Manifest.Program program(String name, Verdict verdict) {
    return new Manifest.Program(name, "0".repeat(64), 7, Machine.X86, true, verdict);
  }

  private static Seal key() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return Seal.key(pair.getPrivate(), pair.getPublic());
  }
}
