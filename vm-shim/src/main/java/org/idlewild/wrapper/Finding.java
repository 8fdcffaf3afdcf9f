package org.idlewild.wrapper;

/**
 * An instruction that would go past the virtual machine.
 *
 * @param entry which one
 * @param address where, relative to the image
 */
public record Finding(Entry entry, long address) {
  @Override
  public String toString() {
    return "%s at 0x%x".formatted(entry.text(), address);
  }
}
