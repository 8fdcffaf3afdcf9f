package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "enrolment")
class EnrolmentRow {
  @Id String sha256;

  @Column(name = "account_id")
  long accountId;

  long expires;

  @Column(name = "used_by_host")
  Long usedByHost;
}
