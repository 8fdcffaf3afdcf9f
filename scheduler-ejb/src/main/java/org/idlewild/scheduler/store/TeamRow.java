package org.idlewild.scheduler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "team")
class TeamRow {
  @Id long id;
  String name;
  long created;
}
