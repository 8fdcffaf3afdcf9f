package org.idlewild.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.idlewild.agent.cli.api.CommandFailed;

/** Who is believed to know servers: those whom Java believes, and one's own. */
final class Authorities {
  /** The environment's variable that names one's own. */
  static final String VARIABLE = "IDLEWILD_CA_FILE";

  private Authorities() {}

  /**
   * From now on the whole process believes these too.
   *
   * @param file certificates in PEM
   */
  static void believe(Path file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(read(file)).getTrustManagers(), null);
      SSLContext.setDefault(context);
    } catch (GeneralSecurityException | IOException e) {
      throw CommandFailed.failed(
          "%s is expected to name a file with certificates in PEM; %s is none.", VARIABLE, file);
    }
  }

  private static List<Certificate> read(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> own =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (own.isEmpty()) {
        throw new GeneralSecurityException("no certificate");
      }
      return own;
    }
  }

  private static TrustManagerFactory managers(List<Certificate> own)
      throws IOException, GeneralSecurityException {
    List<Certificate> all = new ArrayList<>(own);
    Stream.of(managers((KeyStore) null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .forEach(manager -> all.addAll(List.of(manager.getAcceptedIssuers())));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      store.setCertificateEntry("authority-" + i, all.get(i));
    }
    return managers(store);
  }

  /** Of a store; null stands for Java's own. */
  private static TrustManagerFactory managers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers;
  }
}
