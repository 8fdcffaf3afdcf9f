package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.idlewild.work.App;

@Entity
@Table(name = "app")
class AppRow {
  @Id long id;
  String name;

  @Column(name = "account_id")
  long accountId;

  String validator;
  String assimilator;
  long created;

  App app() {
    return new App(id, name, accountId, validator, assimilator);
  }
}
