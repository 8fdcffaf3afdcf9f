package org.idlewild.assimilator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The batch's output is the outputs of its workunits, one after the other. */
public final class MergeAssimilator implements Assimilator {
  @Override
  public String name() {
    return "merge";
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws IOException {
    for (Output output : handoff.outputs()) {
      try (InputStream content = output.open()) {
        content.transferTo(part);
      }
    }
  }
}
