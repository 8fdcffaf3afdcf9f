package org.idlewild.wrapper;

/**
 * A section of a program.
 *
 * @param name at most eight characters
 * @param memory where it lies in memory, relative to the image
 * @param file where its bytes lie in the file; the rest of it is zero
 * @param characteristics the flags of the format
 */
public record Section(String name, Extent memory, Extent file, long characteristics) {
  private static final long CODE = 0x20;
  private static final long EXECUTE = 0x2000_0000L;
  private static final long WRITE = 0x8000_0000L;

  /** Whether it holds code that can run. */
  public boolean isExecutable() {
    return (characteristics & (EXECUTE | CODE)) != 0;
  }

  /** Whether the program may write to it. */
  public boolean isWritable() {
    return (characteristics & WRITE) != 0;
  }

  /** How many of its bytes in memory come from the file. */
  long backed() {
    return Math.min(file.length(), Layout.up(memory.length(), Layout.PAGE));
  }
}
