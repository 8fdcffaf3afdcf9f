package org.idlewild.wrapper;

import java.nio.ByteBuffer;

/**
 * Where the parts of a file come to lie when a section is added: the headers may grow before the
 * sections, and the new section pushes on what follows them.
 *
 * @param sections the old sections' bytes
 * @param cut what is left out, in the overlay
 * @param growth by how much the headers grow
 * @param sizeOfHeaders their new size
 * @param newSection where the new section begins
 * @param sectionSize how long it is in the file
 * @param size the old file's size
 */
record Relocation(
    Extent sections,
    Extent cut,
    long growth,
    long sizeOfHeaders,
    long newSection,
    long sectionSize,
    long size) {

  static Relocation of(Pe pe, int length) throws MalformedProgram {
    Layout layout = pe.layout();
    long end = pe.overlay().at();
    long begin = pe.mapping().begin(end);
    long table = layout.sectionTable() + (pe.sections().size() + 1L) * Layout.SECTION_HEADER;
    long lacking = Math.max(0, table - Math.min(begin, layout.sizeOfHeaders()));
    long growth = Layout.up(lacking, layout.fileAlignment());
    long headers = layout.sizeOfHeaders() + growth;
    if (headers > pe.sections().get(0).memory().at()) {
      throw new MalformedProgram(
          layout.sectionTable(), "headers that leave no room for a further section.");
    }
    long newSection = Layout.up(end + growth, layout.fileAlignment());
    long sectionSize = Layout.up(length, layout.fileAlignment());
    Extent cut = pe.directory(Directory.SECURITY);
    if (!cut.isEmpty() && cut.at() < end) {
      throw new MalformedProgram(
          layout.directory(Directory.SECURITY), "a signature inside of the sections.");
    }
    return new Relocation(
        new Extent(begin, end - begin),
        cut,
        growth,
        headers,
        newSection,
        sectionSize,
        pe.overlay().end());
  }

  /** Where a byte of the old file lies in the new one; what is cut out has no place: 0. */
  long of(long place) {
    if (place < sections.at()) {
      return place;
    }
    if (place < sections.end()) {
      return place + growth;
    }
    if (cut.holds(place)) {
      return 0;
    }
    long behind = !cut.isEmpty() && place >= cut.end() ? cut.length() : 0;
    return place - sections.end() + newSection + sectionSize - behind;
  }

  /** The new file, with the old one's parts in their places. */
  byte[] copy(byte[] old) {
    byte[] file = new byte[(int) (newSection + sectionSize + size - sections.end() - cut.length())];
    int begin = (int) sections.at();
    int end = (int) sections.end();
    System.arraycopy(old, 0, file, 0, begin);
    System.arraycopy(old, begin, file, begin + (int) growth, end - begin);
    int cutAt = cut.isEmpty() ? (int) size : (int) cut.at();
    System.arraycopy(old, end, file, (int) (newSection + sectionSize), cutAt - end);
    if (!cut.isEmpty() && cut.end() < size) {
      int rest = (int) cut.end();
      System.arraycopy(old, rest, file, (int) of(rest), (int) size - rest);
    }
    return file;
  }

  /** Moves a pointer into the file along with what it points to. */
  void pointer(ByteBuffer out, long at) {
    long old = out.getInt((int) at) & 0xffffffffL;
    if (old != 0 && old <= size) {
      out.putInt((int) at, (int) of(old));
    }
  }
}
