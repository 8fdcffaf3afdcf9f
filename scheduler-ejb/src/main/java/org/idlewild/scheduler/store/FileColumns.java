package org.idlewild.scheduler.store;

import jakarta.persistence.Embeddable;
import org.idlewild.work.NamedFile;
import org.idlewild.work.StoredFile;

@Embeddable
class FileColumns {
  String name;
  String sha256;
  long bytes;

  static FileColumns of(NamedFile file) {
    FileColumns columns = new FileColumns();
    columns.name = file.name();
    columns.sha256 = file.content().sha256();
    columns.bytes = file.content().bytes();
    return columns;
  }

  NamedFile file() {
    return new NamedFile(name, new StoredFile(sha256, bytes));
  }
}
