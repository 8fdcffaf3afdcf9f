package org.idlewild.agent.evm;

import java.io.IOException;

/** A frame that no virtual machine of this version sends. */
public final class BadFrame extends IOException {
  private static final long serialVersionUID = 1;

  BadFrame(String what) {
    super(what);
  }
}
