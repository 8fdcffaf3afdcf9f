package org.idlewild.agent.files;

import java.io.IOException;

/**
 * Bytes arrived that are not the ones that were asked for. They are thrown away; the next attempt
 * starts anew.
 */
public class Corrupt extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one with a sentence. */
  public Corrupt(String message) {
    super(message);
  }
}
