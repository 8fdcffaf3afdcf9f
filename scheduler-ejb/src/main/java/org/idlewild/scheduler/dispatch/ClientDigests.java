package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import org.idlewild.scheduler.store.LegacyDigests;
import org.idlewild.work.StoredFile;

/** What BOINC's clients check files by. Threads: any. */
@Singleton
public class ClientDigests {
  private final LegacyDigests digests;

  @Inject
  ClientDigests(LegacyDigests digests) {
    this.digests = digests;
  }

  /**
   * The MD5 of some contents; the first time that somebody asks, they are read.
   *
   * @return 32 hexadecimal digits by the SHA-256; a content that is gone is not there
   */
  public Map<String, String> md5(Collection<StoredFile> files) {
    return digests.md5(files);
  }
}
