package org.idlewild.wrapper;

/**
 * The numbers in a program's headers that say where things lie.
 *
 * @param machine whose program it is
 * @param library whether it is a DLL
 * @param header where the PE header begins in the file
 * @param sectionTable where the section table begins in the file
 * @param entryPoint relative to the image; 0 when there is none
 * @param sectionAlignment in memory, in bytes
 * @param fileAlignment in the file, in bytes
 * @param sizeOfImage in memory, in bytes
 * @param sizeOfHeaders in the file, in bytes
 */
public record Layout(
    Machine machine,
    boolean library,
    long header,
    long sectionTable,
    long entryPoint,
    long sectionAlignment,
    long fileAlignment,
    long sizeOfImage,
    long sizeOfHeaders) {
  static final long PAGE = 4096;
  static final int OPTIONAL_HEADER = 24;
  static final int SECTION_HEADER = 40;

  static long up(long value, long alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }

  /** Where a further section can begin in memory. */
  long sizeOfImageAligned() {
    return up(sizeOfImage, sectionAlignment);
  }

  /** Where a field of the optional header lies in the file. */
  long optional(int field) {
    return header + OPTIONAL_HEADER + field;
  }

  /** Where a data directory's two numbers lie in the file. */
  long directory(Directory directory) {
    return optional(directories(machine)) + directory.ordinal() * 8L;
  }

  static int directories(Machine machine) {
    return machine == Machine.X86 ? 96 : 112;
  }
}
