package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Transactions;

/**
 * Any content, for BOINC's clients: they say nothing of themselves when they fetch, so whoever asks
 * here has seen that they were told to. Threads: any.
 */
@Singleton
public class ClientContents {
  private final Transactions transactions;
  private final Contents contents;
  private final FileStore files;

  @Inject
  ClientContents(Transactions transactions, Contents contents, FileStore files) {
    this.transactions = transactions;
    this.contents = contents;
    this.files = files;
  }

  /** A content; empty when it is not here, or not any more. */
  public Optional<FileContent> file(String sha256) {
    return transactions.call(() -> contents.find(sha256)).map(files::content);
  }
}
