package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.cli.api.CommandFailed;

/**
 * How a server listens by HTTPS, beside HTTP.
 *
 * @param port the port it listens on
 * @param certificate a PEM file: its certificate, then those that lead to its authority's
 * @param key a PEM file: the certificate's private key as PKCS#8, not encrypted
 */
public record Https(int port, Path certificate, Path key) {
  /** Where the server gets the key store's password: an environment is its owner's alone. */
  static final String PASSWORD = "IDLEWILD_HTTPS_PASSWORD";

  private static final long LONGEST = 1 << 20;
  private static final int PASSWORD_BYTES = 24;
  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  /** What the server is told on its command line. */
  Map<String, String> properties(Path data) {
    return Map.of(
        "idlewild.https.enabled", "true",
        "idlewild.https.store", store(data).toString(),
        "jboss.https.port", Integer.toString(port));
  }

  private static Path store(Path data) {
    return data.toAbsolutePath().resolve("wildfly/https.p12");
  }

  /**
   * Puts both into a key store in the form that the server reads, for its owner alone.
   *
   * @return its password, another each time
   */
  String keep(Path data) throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path store = store(data);
    Files.createDirectories(store.getParent());
    Files.deleteIfExists(store);
    create(store);
    try (OutputStream out = Files.newOutputStream(store)) {
      keyStore(password.toCharArray()).store(out, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw CommandFailed.failed("The certificate %s cannot be used: %s.", certificate, why(e));
    }
    return password;
  }

  private static void create(Path store) throws IOException {
    if (store.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          store,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(store);
    }
  }

  private KeyStore keyStore(char[] password) throws IOException, GeneralSecurityException {
    Certificate[] chain = chain();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", privateKey(chain[0].getPublicKey()), password, chain);
    return store;
  }

  private Certificate[] chain() throws IOException {
    requireShort(certificate);
    try (InputStream in = Files.newInputStream(certificate)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]);
      if (chain.length > 0) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      // Told below.
    }
    throw CommandFailed.failed("%s is expected to hold certificates in PEM.", certificate);
  }

  private PrivateKey privateKey(PublicKey its) throws IOException {
    requireShort(key);
    Matcher pem = PEM_KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw CommandFailed.failed(
          "%s is expected to hold a private key in PEM, as PKCS#8 and not encrypted;"
              + " 'openssl pkcs8 -topk8 -nocrypt' makes one of another.",
          key);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey found =
          KeyFactory.getInstance(its.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (isPair(found, its)) {
        return found;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Told below.
    }
    throw CommandFailed.failed(
        "The key in %s is not that of the certificate %s.", key, certificate);
  }

  private static boolean isPair(PrivateKey own, PublicKey its) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(SIGNATURES.get(its.getAlgorithm()));
    byte[] text = "a pair".getBytes(StandardCharsets.US_ASCII);
    signature.initSign(own);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(its);
    signature.update(text);
    return signature.verify(signed);
  }

  private static void requireShort(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > LONGEST) {
      throw CommandFailed.failed("The file %s cannot be read.", file);
    }
  }

  private static String why(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
