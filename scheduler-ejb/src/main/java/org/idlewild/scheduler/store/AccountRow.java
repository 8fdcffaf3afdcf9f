package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "account")
class AccountRow {
  @Id long id;
  String name;
  String role;
  long created;

  @Column(name = "team_id")
  Long teamId;
}
