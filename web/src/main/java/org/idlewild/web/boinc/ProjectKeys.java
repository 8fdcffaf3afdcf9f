package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.protocol.boinc.LegacyPublicKey;
import org.idlewild.scheduler.batch.CodeKey;
import org.idlewild.scheduler.settings.ClientSettings;
import org.idlewild.work.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The project's keys in BOINC's formats, which are MD5 and RSA of 1,024 bits: what clients check by
 * them is no safer than that. Files that change are read again. Threads: any.
 */
@Singleton
public class ProjectKeys implements CodeKey {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectKeys.class);

  private final KeyFolder folder;
  private volatile Read read = new Read(List.of(), Optional.empty());

  private record Read(List<String> stamp, Optional<KeySet> keys) {}

  @Inject
  ProjectKeys(ClientSettings settings) {
    this.folder = new KeyFolder(settings.keys());
  }

  /** Whether BOINC's clients are served; all else here is an error while they are not. */
  public boolean isOpen() {
    return current().isPresent();
  }

  @Override
  public Optional<SigningKey> present() {
    return current().map(keys -> new SigningKey(keys.codeId(), Launcher.sha256()));
  }

  @Override
  public boolean verifies(InputStream content, String signature) throws IOException {
    return keys().code().verifies(content, signature);
  }

  @Override
  public InputStream launcher() {
    return new ByteArrayInputStream(Launcher.bytes());
  }

  /** The key by which clients check what they run, as they are told it. */
  String codeKey() {
    return keys().code().text();
  }

  /**
   * What lets a client that has a former key take the present one.
   *
   * @param oldKey as the client shows it
   * @return the former key's signature; empty when nobody kept that key, or it is the present one
   */
  Optional<String> succession(String oldKey) {
    try {
      return Optional.ofNullable(keys().successions().get(LegacyPublicKey.of(oldKey)));
    } catch (IllegalArgumentException noKey) {
      return Optional.empty();
    }
  }

  /** Lets a client upload a file. */
  String certificate(String name, long maxBytes) {
    return keys().upload().sign(permission(name, maxBytes));
  }

  /** Whether the server itself let the client upload that; lines do not matter. */
  boolean isCertified(String name, long maxBytes, String certificate) {
    return keys().upload().publicKey().verifies(permission(name, maxBytes), certificate);
  }

  /** By which clients check the addresses of projects. */
  String accountManagerKey() {
    return keys().accountManager().publicKey().text();
  }

  /** A signature of a project's address. */
  String signedAddress(String url) {
    return keys().accountManager().sign(url.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] permission(String name, long maxBytes) {
    return "<name>%s</name><max_nbytes>%d</max_nbytes>"
        .formatted(name, maxBytes)
        .getBytes(StandardCharsets.UTF_8);
  }

  private KeySet keys() {
    return current().orElseThrow(() -> new IllegalStateException("there are no keys for clients"));
  }

  private Optional<KeySet> current() {
    try {
      List<String> stamp = folder.isThere() ? folder.stamp() : List.of("nothing");
      if (!stamp.equals(read.stamp)) {
        readAgain(stamp);
      }
    } catch (IOException e) {
      close(List.of("unreadable"), "cannot be read: " + e);
    }
    return read.keys;
  }

  private synchronized void readAgain(List<String> stamp) throws IOException {
    if (stamp.equals(read.stamp)) {
      return;
    }
    try {
      read = new Read(stamp, folder.isThere() ? Optional.of(folder.read()) : Optional.empty());
    } catch (BadKeys e) {
      close(stamp, e.getMessage());
    }
  }

  private synchronized void close(List<String> stamp, String why) {
    if (!stamp.equals(read.stamp)) {
      LOG.error("BOINC's clients are not served, because of the keys: {}", why);
      read = new Read(stamp, Optional.empty());
    }
  }
}
