package org.idlewild.wrapper;

/** The check sum in a program's optional header. */
final class Checksum {
  private Checksum() {}

  /**
   * The sum of a file's 16-bit words with the carry added in, plus its length.
   *
   * @param at where the check sum itself lies, which counts as zero
   */
  static int of(byte[] file, int at) {
    int sum = 0;
    for (int i = 0; i < file.length; i++) {
      int value = i >= at && i < at + 4 ? 0 : file[i] & 0xff;
      sum += (i & 1) == 0 ? value : value << 8;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum + file.length;
  }
}
