package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "server_secret")
class ServerSecretRow {
  @Id String name;

  @Column(name = "value_base64")
  String value;
}
