package org.idlewild.wrapper;

/** A program that cannot be read or wrapped; the message says where and why, in one sentence. */
public final class MalformedProgram extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final String reason;

  /**
   * @param offset where in the file the fault lies, in bytes
   * @param reason what is wrong there, and what was expected
   */
  public MalformedProgram(long offset, String reason) {
    super("at offset 0x%x: %s".formatted(offset, reason));
    this.offset = offset;
    this.reason = reason;
  }

  /** Where in the file the fault lies, in bytes. */
  public long offset() {
    return offset;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }
}
