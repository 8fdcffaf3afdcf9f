package org.idlewild.scheduler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "stored_file")
class StoredFileRow {
  @Id String sha256;
  long bytes;
  long created;
}
