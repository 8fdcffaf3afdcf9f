package org.idlewild.wrapper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The sections of a program in the order of their addresses; none overlaps another. */
record Sections(List<Section> all, long sizeOfHeaders) {
  private static final int MOST = 96;
  private static final long SECTOR = 512;

  Sections {
    all = List.copyOf(all);
  }

  static Sections read(Bytes in, Layout layout) throws MalformedProgram {
    int count = in.u16(layout.header() + 6, "the number of sections");
    if (count == 0 || count > MOST) {
      throw new MalformedProgram(
          layout.header() + 6, count + " sections; expected 1 to " + MOST + ".");
    }
    List<Section> all = new ArrayList<>();
    long free = Layout.up(layout.sizeOfHeaders(), layout.sectionAlignment());
    for (int i = 0; i < count; i++) {
      long at = layout.sectionTable() + (long) i * Layout.SECTION_HEADER;
      Section section = section(in, at);
      checkMemory(section, layout, free, at);
      free = Layout.up(section.memory().end(), layout.sectionAlignment());
      all.add(section);
    }
    checkEnd(layout, free);
    checkFile(all, layout);
    return new Sections(all, layout.sizeOfHeaders());
  }

  private static Section section(Bytes in, long at) throws MalformedProgram {
    in.checked(at, Layout.SECTION_HEADER, "the section table");
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 8 && in.u8(at + i, "a section's name") != 0; i++) {
      name.append((char) in.u8(at + i, "a section's name"));
    }
    long size = in.u32(at + 16, "a section's size");
    long virtual = in.u32(at + 8, "a section's size");
    long address = in.u32(at + 12, "a section's address");
    Extent file = size == 0 ? Extent.NONE : new Extent(in.u32(at + 20, "a section"), size);
    in.checked(file.at(), size, "the section " + (file.isEmpty() ? "" : name));
    if (file.at() % SECTOR != 0) {
      throw new MalformedProgram(at + 20, "a section that begins between sectors of 512 bytes.");
    }
    Extent memory = new Extent(address, virtual == 0 ? size : virtual);
    return new Section(name.toString(), memory, file, in.u32(at + 36, "a section's flags"));
  }

  private static void checkMemory(Section section, Layout layout, long free, long at)
      throws MalformedProgram {
    if (section.memory().isEmpty() || section.memory().at() % layout.sectionAlignment() != 0) {
      throw new MalformedProgram(at, "an empty or misaligned section; expected a whole one.");
    }
    if (section.memory().at() < free) {
      throw new MalformedProgram(
          at, "the section " + section.name() + " overlaps what lies before it in memory.");
    }
  }

  private static void checkEnd(Layout layout, long end) throws MalformedProgram {
    if (Layout.up(layout.sizeOfImage(), layout.sectionAlignment()) != end || end > 1L << 31) {
      throw new MalformedProgram(
          layout.optional(56),
          "an image of 0x%x bytes whose sections end at 0x%x; expected the same, up to 2 GiB."
              .formatted(layout.sizeOfImage(), end));
    }
  }

  private static void checkFile(List<Section> all, Layout layout) throws MalformedProgram {
    long free = layout.sectionTable() + (long) all.size() * Layout.SECTION_HEADER;
    List<Section> stored = new ArrayList<>(all);
    stored.removeIf(section -> section.file().isEmpty());
    stored.sort(Comparator.comparingLong(section -> section.file().at()));
    for (Section section : stored) {
      if (section.file().at() < free) {
        throw new MalformedProgram(
            section.file().at(),
            "the section " + section.name() + " overlaps what lies before it in the file.");
      }
      free = section.file().end();
    }
  }

  /** Where in the file an address lies. */
  long offset(long address, String what) throws MalformedProgram {
    if (address < sizeOfHeaders) {
      return address;
    }
    for (Section section : all) {
      long within = address - section.memory().at();
      if (within >= 0 && within < section.backed()) {
        return section.file().at() + within;
      }
    }
    throw new MalformedProgram(
        0, "%s lies at address 0x%x, where the file has nothing.".formatted(what, address));
  }

  /** Where the sections' bytes begin in the file. */
  long begin(long fallback) {
    return all.stream()
        .filter(section -> !section.file().isEmpty())
        .mapToLong(section -> section.file().at())
        .min()
        .orElse(fallback);
  }

  /** Where they end in the file. */
  long end() {
    return all.stream().mapToLong(section -> section.file().end()).max().orElse(0);
  }
}
