package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Signatures;
import org.idlewild.scheduler.store.Transactions;

/**
 * Files for BOINC's clients. They say nothing of themselves when they fetch, so whoever asks here
 * has seen that they were told to. Threads: any.
 */
@Singleton
public class ClientFiles {
  private final Transactions transactions;
  private final Contents contents;
  private final FileStore files;
  private final Signatures signatures;

  @Inject
  ClientFiles(
      Transactions transactions, Contents contents, FileStore files, Signatures signatures) {
    this.transactions = transactions;
    this.contents = contents;
    this.files = files;
    this.signatures = signatures;
  }

  /** A content; empty when it is not here, or not any more. */
  public Optional<FileContent> file(String sha256) {
    return transactions.call(() -> contents.find(sha256)).map(files::content);
  }

  /** Those of some contents that are here no more, so that nobody need keep them. */
  public List<String> gone(Collection<String> sha256s) {
    return sha256s.isEmpty()
        ? List.of()
        : transactions.call(
            () -> sha256s.stream().filter(each -> contents.find(each).isEmpty()).toList());
  }

  /** The present key's signatures of those of some files that have one, by their SHA-256. */
  public Map<String, String> signatures(Collection<String> sha256s) {
    return signatures
        .present()
        .map(key -> transactions.call(() -> signatures.of(sha256s, key.sha256())))
        .orElse(Map.of());
  }
}
