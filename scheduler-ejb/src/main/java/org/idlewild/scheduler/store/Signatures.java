package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.idlewild.work.AppVersion;
import org.idlewild.work.SigningKey;

/**
 * Signatures of files for BOINC's clients, and by which key they are checked at present. To be
 * called in a transaction.
 */
@Singleton
public class Signatures {
  private final Database database;
  private volatile Supplier<Optional<SigningKey>> present = Optional::empty;

  @Inject
  Signatures(Database database) {
    this.database = database;
  }

  /** Says who knows the present key; until then there is none. */
  public void by(Supplier<Optional<SigningKey>> knows) {
    present = knows;
  }

  /** The present key, empty while no BOINC clients are served. */
  public Optional<SigningKey> present() {
    return present.get();
  }

  /** Keeps a signature, unless it is kept already. */
  public void keep(String sha256, String key, String signature) {
    if (of(List.of(sha256), key).isEmpty()) {
      database.run(
          "INSERT INTO file_signature (sha256, key_sha256, signature) VALUES (?, ?, ?)",
          sha256,
          key,
          signature);
    }
  }

  /** The signatures of those of some files that a key signed, by the files' SHA-256. */
  public Map<String, String> of(Collection<String> files, String key) {
    Map<String, String> found = new HashMap<>();
    List<String> asked = files.stream().distinct().toList();
    if (asked.isEmpty()) {
      return found;
    }
    Object[] values = new Object[asked.size() + 1];
    values[0] = key;
    System.arraycopy(asked.toArray(), 0, values, 1, asked.size());
    String marks = String.join(", ", Collections.nCopies(asked.size(), "?"));
    List<?> rows =
        database
            .query(
                "SELECT sha256, signature FROM file_signature WHERE key_sha256 = ? AND sha256 IN ("
                    + marks
                    + ")",
                values)
            .getResultList();
    rows.stream()
        .map(Object[].class::cast)
        .forEach(row -> found.put((String) row[0], (String) row[1]));
    return found;
  }

  /** Versions, with whether the present key signed all that BOINC's clients would run of them. */
  List<AppVersion> marked(List<AppVersion> versions) {
    Optional<SigningKey> key = present();
    if (key.isEmpty() || versions.stream().noneMatch(version -> version.clients().areAny())) {
      return versions;
    }
    String launcher = key.get().launcher();
    Map<String, String> signed =
        of(
            versions.stream()
                .flatMap(version -> version.neededByClients(launcher).stream())
                .toList(),
            key.get().sha256());
    return versions.stream()
        .map(version -> version.signedIf(signed.keySet()::containsAll, launcher))
        .toList();
  }
}
