package org.idlewild.wrapper;

/**
 * A range.
 *
 * @param at its first byte: an address relative to the image, or a place in the file
 * @param length in bytes; 0 when there is none
 */
public record Extent(long at, long length) {
  static final Extent NONE = new Extent(0, 0);

  /** The first byte behind it. */
  public long end() {
    return at + length;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return length == 0;
  }

  boolean holds(long place) {
    return place >= at && place < end();
  }
}
