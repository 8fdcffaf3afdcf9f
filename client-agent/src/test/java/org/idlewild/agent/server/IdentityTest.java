package org.idlewild.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  private static final byte[] MESSAGE = "challenge".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private static boolean verifies(Identity identity) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(identity.publicKey());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
    signature.update(MESSAGE);
    return signature.verify(Base64.getDecoder().decode(identity.sign(MESSAGE)));
  }

  @Test
  void itIsMadeOnceAndStays() throws IOException, GeneralSecurityException {
    Path file = folder.resolve("identity.json");
    Identity made = Identity.loadOrCreate(file);
    Identity loaded = Identity.loadOrCreate(file);

    assertThat(loaded.publicKey()).isEqualTo(made.publicKey());
    assertThat(verifies(loaded)).isTrue();
  }

  @Test
  void onlyItsOwnerCanReadTheFile() throws IOException {
    Path file = folder.resolve("identity.json");
    Identity.loadOrCreate(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatHoldsNoKeysIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("identity.json"), "{\"privateKey\":\"AAAA\"}");

    assertThatThrownBy(() -> Identity.loadOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must hold an Ed25519 key pair");
    assertThat(file).hasContent("{\"privateKey\":\"AAAA\"}");
  }
}
