package org.idlewild.agent.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import org.idlewild.agent.cli.api.CommandFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aCertificateAndItsKeyComeIntoAStoreForTheOwnerAlone(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.in(folder, algorithm);

    String password = https(made.certificate(), made.key()).keep(folder);

    Path store = folder.resolve("wildfly/https.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
        .isEqualTo("rw-------");
    KeyStore kept = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      kept.load(in, password.toCharArray());
    }
    assertThat(kept.getKey("server", password.toCharArray())).isNotNull();
    assertThat(https(made.certificate(), made.key()).keep(folder))
        .as("another password each time")
        .isNotEqualTo(password);
  }

  @Test
  void theServersCommandLineHoldsNoPassword() throws Exception {
    TestCertificate made = TestCertificate.in(folder, "EC");

    Https https = https(made.certificate(), made.key());
    String password = https.keep(folder);

    assertThat(https.properties(folder))
        .containsEntry("idlewild.https.enabled", "true")
        .containsEntry("jboss.https.port", "8443")
        .doesNotContainValue(password);
  }

  @Test
  void aKeyOfAnotherCertificateIsOneSentence() throws Exception {
    TestCertificate made = TestCertificate.in(folder.resolve("one"), "EC");
    TestCertificate other = TestCertificate.in(folder.resolve("other"), "EC");
    TestCertificate rsa = TestCertificate.in(folder.resolve("rsa"), "RSA");

    assertRefused(made.certificate(), other.key(), "is not that of the certificate");
    assertRefused(made.certificate(), rsa.key(), "is not that of the certificate");
  }

  @Test
  void whatIsNoCertificateOrNoKeyIsOneSentence() throws Exception {
    TestCertificate made = TestCertificate.in(folder, "EC");
    Path older =
        Files.writeString(
            folder.resolve("older.pem"),
            Files.readString(made.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));

    assertRefused(made.key(), made.key(), "is expected to hold certificates in PEM");
    assertRefused(made.certificate(), made.certificate(), "openssl pkcs8");
    assertRefused(made.certificate(), older, "openssl pkcs8");
    assertRefused(folder.resolve("none"), made.key(), "cannot be read");
    assertRefused(made.certificate(), folder, "cannot be read");
  }

  private void assertRefused(Path certificate, Path key, String sentence) {
    assertThatThrownBy(() -> https(certificate, key).keep(folder))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining(sentence);
  }

  private static Https https(Path certificate, Path key) {
    return new Https(8443, certificate, key);
  }
}
