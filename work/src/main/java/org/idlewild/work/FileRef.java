package org.idlewild.work;

/**
 * An input as a workunit names it (BOINC: file_ref).
 *
 * @param openName what its program finds it under
 * @param fileName what its batch calls it
 */
public record FileRef(String openName, String fileName) {
  private static final char IS = '=';

  /** One that was written as {@code open=file}, or as {@code file} when both are the same. */
  public static FileRef of(String text) {
    int is = text.indexOf(IS);
    return is < 0
        ? new FileRef(text, text)
        : new FileRef(text.substring(0, is), text.substring(is + 1));
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return openName.equals(fileName) ? fileName : openName + IS + fileName;
  }
}
