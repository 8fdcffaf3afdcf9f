package org.idlewild.work;

/**
 * A part of all rows, so that several can work side by side: those whose id leaves the remainder
 * {@code index} when divided by {@code count}. The slices of one count are disjoint and leave
 * nothing out.
 *
 * @param index from 0 to count - 1
 * @param count how many slices there are; at least 1
 */
public record Slice(int index, int count) {
  /** Everything. */
  public static final Slice WHOLE = new Slice(0, 1);

  public Slice {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException("there is no slice " + index + " of " + count);
    }
  }

  /** Whether it is everything. */
  public boolean isWhole() {
    return count == 1;
  }

  /** Whether a row with this id, which is not negative, belongs to it. */
  public boolean has(long id) {
    return id % count == index;
  }
}
