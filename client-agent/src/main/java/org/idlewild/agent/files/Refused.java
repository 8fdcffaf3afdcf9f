package org.idlewild.agent.files;

import java.io.IOException;

/** The server understood and said no; asking again the same way is of no use. */
public class Refused extends IOException {
  private static final long serialVersionUID = 1;
  private final int status;

  /**
   * Makes one.
   *
   * @param status the HTTP status
   * @param detail the server's sentence
   */
  public Refused(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
