package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.idlewild.work.ExpectedOutput;

@Embeddable
class OutputColumns {
  String name;

  @Column(name = "max_bytes")
  long maxBytes;

  boolean required;

  static OutputColumns of(ExpectedOutput output) {
    OutputColumns columns = new OutputColumns();
    columns.name = output.name();
    columns.maxBytes = output.maxBytes();
    columns.required = output.required();
    return columns;
  }

  ExpectedOutput output() {
    return new ExpectedOutput(name, maxBytes, required);
  }
}
