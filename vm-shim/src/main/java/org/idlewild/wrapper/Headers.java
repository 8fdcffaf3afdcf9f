package org.idlewild.wrapper;

/** Reads the headers up to the section table. */
final class Headers {
  private static final int DOS_HEADER = 64;
  private static final int PE_OFFSET_FIELD = 0x3c;
  private static final int LIBRARY = 0x2000;
  private static final int EXECUTABLE_IMAGE = 0x0002;

  private Headers() {}

  static Layout read(Bytes in) throws MalformedProgram {
    long header = header(in);
    Machine machine = Machine.of(in.u16(header + 4, "the machine"), header + 4);
    int flags = in.u16(header + 22, "the characteristics");
    if ((flags & EXECUTABLE_IMAGE) == 0) {
      throw new MalformedProgram(header + 22, "an object file; expected a program or library.");
    }
    long optional = header + Layout.OPTIONAL_HEADER;
    checkMagic(in.u16(optional, "the optional header"), machine, optional);
    int size = in.u16(header + 20, "the size of the optional header");
    if (size < Layout.directories(machine) + 16) {
      throw new MalformedProgram(header + 20, "an optional header too short for imports.");
    }
    Layout layout =
        new Layout(
            machine,
            (flags & LIBRARY) != 0,
            header,
            optional + size,
            in.u32(optional + 16, "the entry point"),
            in.u32(optional + 32, "the alignment of sections"),
            in.u32(optional + 36, "the alignment in the file"),
            in.u32(optional + 56, "the size of the image"),
            in.u32(optional + 60, "the size of the headers"));
    checkAlignment(layout);
    checkSizes(in, layout);
    return layout;
  }

  private static long header(Bytes in) throws MalformedProgram {
    if (in.size() < 2 || in.u16(0, "the DOS header") != 0x5a4d) {
      throw new MalformedProgram(0, "no Windows program; expected one that begins with MZ.");
    }
    in.checked(0, DOS_HEADER, "the DOS header");
    long header = in.u32(PE_OFFSET_FIELD, "the place of the PE header");
    int mark = header < DOS_HEADER ? 0 : in.u16(header, "the PE header");
    if (mark == 0 || mark == 0x454e || mark == 0x454c || mark == 0x584c) {
      throw new MalformedProgram(
          PE_OFFSET_FIELD, "a 16-bit or DOS program; expected a 32-bit or 64-bit one.");
    }
    if (in.u32(header, "the PE header") != 0x4550) {
      throw new MalformedProgram(header, "no PE header; expected one for Windows.");
    }
    return header;
  }

  private static void checkMagic(int magic, Machine machine, long at) throws MalformedProgram {
    if (magic != machine.magic) {
      throw new MalformedProgram(
          at,
          "an optional header 0x%x in a program for %s; expected 0x%x."
              .formatted(magic, machine.platform(), machine.magic));
    }
  }

  private static void checkAlignment(Layout layout) throws MalformedProgram {
    long file = layout.fileAlignment();
    long memory = layout.sectionAlignment();
    if (Long.bitCount(file) != 1
        || Long.bitCount(memory) != 1
        || file < 512
        || file > 65_536
        || memory < Math.max(file, Layout.PAGE)
        || memory > 1 << 24) {
      throw new MalformedProgram(
          layout.optional(32),
          "alignments of %d and %d bytes; expected powers of two, 512 to 65536 in the file."
              .formatted(memory, file));
    }
  }

  private static void checkSizes(Bytes in, Layout layout) throws MalformedProgram {
    if (layout.sizeOfHeaders() < layout.sectionTable()
        || layout.sizeOfHeaders() > layout.sizeOfImage()
        || layout.sizeOfImage() > Integer.MAX_VALUE) {
      throw new MalformedProgram(
          layout.optional(60), "sizes of the image and its headers that contradict each other.");
    }
    in.checked(0, layout.sizeOfHeaders(), "the headers");
  }

  /** How many data directories there are. */
  static long directories(Bytes in, Layout layout) throws MalformedProgram {
    long at = layout.optional(Layout.directories(layout.machine()) - 4);
    long count = in.u32(at, "the number of directories");
    long room = (layout.sectionTable() - at - 4) / 8;
    if (count < 2 || count > Math.min(room, 16)) {
      throw new MalformedProgram(at, count + " data directories; expected 2 to 16, with room.");
    }
    return count;
  }
}
