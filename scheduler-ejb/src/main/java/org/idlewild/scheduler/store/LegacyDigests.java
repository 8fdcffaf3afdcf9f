package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.StoredFile;

/**
 * The MD5 of contents, which BOINC's formats ask for: made when somebody first asks, and kept as
 * long as the content. To be called outside transactions, for a content may be long. Threads: any.
 */
@Singleton
public class LegacyDigests {
  private static final int ASKED_AT_ONCE = 500;

  private final Database database;
  private final Transactions transactions;
  private final Contents contents;
  private final FileStore files;

  @Inject
  LegacyDigests(Database database, Transactions transactions, Contents contents, FileStore files) {
    this.database = database;
    this.transactions = transactions;
    this.contents = contents;
    this.files = files;
  }

  /**
   * The MD5 of some contents.
   *
   * @return 32 hexadecimal digits by the SHA-256; a content that is gone is not there
   */
  public Map<String, String> md5(Collection<StoredFile> wanted) {
    Map<String, StoredFile> asked =
        wanted.stream().collect(Collectors.toMap(StoredFile::sha256, file -> file, (a, b) -> a));
    Map<String, String> digests = known(asked.keySet());
    if (digests.size() < asked.size()) {
      digests.putAll(fresh(asked));
    }
    return digests;
  }

  /** One after the other, so that many who ask for one content at once have it read once. */
  private synchronized Map<String, String> fresh(Map<String, StoredFile> asked) {
    Map<String, String> digests = known(asked.keySet());
    asked.forEach(
        (sha256, file) -> {
          if (!digests.containsKey(sha256)) {
            note(file, digests);
          }
        });
    return digests;
  }

  private Map<String, String> known(Collection<String> names) {
    Map<String, String> known = new HashMap<>();
    List<String> all = List.copyOf(names);
    for (int i = 0; i < all.size(); i += ASKED_AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + ASKED_AT_ONCE));
      transactions
          .call(() -> rows(some))
          .forEach(row -> known.put((String) row[0], (String) row[1]));
    }
    return known;
  }

  private List<Object[]> rows(List<String> names) {
    String places = String.join(", ", Collections.nCopies(names.size(), "?"));
    List<?> rows =
        database
            .query(
                "SELECT sha256, md5 FROM legacy_digest WHERE sha256 IN (" + places + ")",
                names.toArray())
            .getResultList();
    return rows.stream().map(Object[].class::cast).toList();
  }

  private void note(StoredFile file, Map<String, String> digests) {
    try (InputStream content = files.content(file).open(0)) {
      String md5 = Digests.md5(content);
      if (transactions.call(() -> noted(file.sha256(), md5))) {
        digests.put(file.sha256(), md5);
      }
    } catch (NoSuchFileException gone) {
      // Released since somebody named it: whoever asked gets nothing for it.
    } catch (IOException failure) {
      throw new UncheckedIOException("a content could not be read", failure);
    }
  }

  /** While the content is held, so that no digest outlives it; false when it is gone. */
  private boolean noted(String sha256, String md5) {
    if (contents.hold(sha256).isEmpty()) {
      return false;
    }
    if (rows(List.of(sha256)).isEmpty()) {
      database.run("INSERT INTO legacy_digest (sha256, md5) VALUES (?, ?)", sha256, md5);
      Faults.at(Point.DIGEST_NOTED);
    }
    return true;
  }
}
