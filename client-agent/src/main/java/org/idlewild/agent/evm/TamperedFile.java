package org.idlewild.agent.evm;

import java.io.IOException;

/** A file of a task is not as the task left it. */
public final class TamperedFile extends IOException {
  private static final long serialVersionUID = 1;

  TamperedFile(String path) {
    super(path + " was changed by somebody else.");
  }
}
