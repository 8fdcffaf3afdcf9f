package org.idlewild.wrapper;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a Windows program or library consists of; reading it checks each number against the file.
 *
 * @param layout the numbers of its headers
 * @param sections in the order of their addresses
 * @param directories the data directories that are there, by address; {@link Directory#SECURITY} by
 *     place in the file
 * @param imports the libraries it imports, in their order
 * @param exports what it offers by name
 * @param overlay what follows the last section in the file; certificates lie in it
 */
public record Pe(
    Layout layout,
    List<Section> sections,
    Map<Directory, Extent> directories,
    List<Import> imports,
    List<Export> exports,
    Extent overlay) {

  /** The size of the largest program that is read, in bytes. */
  public static final int LARGEST = 512 << 20;

  public Pe {
    sections = List.copyOf(sections);
    directories = Map.copyOf(directories);
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
  }

  /** Where a directory lies; empty when the program has none. */
  public Extent directory(Directory directory) {
    return directories.getOrDefault(directory, Extent.NONE);
  }

  /** Whether it is signed. */
  public boolean isSigned() {
    return !directory(Directory.SECURITY).isEmpty();
  }

  /** Whether it is a .NET program. */
  public boolean isDotNet() {
    return !directory(Directory.CLR).isEmpty();
  }

  /** Whether no section of it can run. */
  public boolean isWithoutCode() {
    return sections.stream().noneMatch(Section::isExecutable);
  }

  /**
   * Reads a program.
   *
   * @param program the whole file
   * @throws MalformedProgram if it is no x86 or x86_64 program, or contradicts itself
   */
  public static Pe read(byte[] program) throws MalformedProgram {
    if (program.length > LARGEST) {
      throw new MalformedProgram(LARGEST, "a program larger than 512 MiB.");
    }
    Bytes in = new Bytes(program);
    Layout layout = Headers.read(in);
    Sections sections = Sections.read(in, layout);
    checkEntryPoint(layout, sections.all());
    Map<Directory, Extent> directories = directories(in, layout);
    Names names = new Names(in, layout.machine(), sections);
    return new Pe(
        layout,
        sections.all(),
        directories,
        names.imports(directories.getOrDefault(Directory.IMPORT, Extent.NONE)),
        names.exports(directories.getOrDefault(Directory.EXPORT, Extent.NONE)),
        overlay(sections, layout, in.size()));
  }

  private static void checkEntryPoint(Layout layout, List<Section> sections)
      throws MalformedProgram {
    boolean lies = false;
    for (Section section : sections) {
      lies |= section.isExecutable() && section.memory().holds(layout.entryPoint());
    }
    if (layout.entryPoint() != 0 && !lies) {
      throw new MalformedProgram(layout.optional(16), "an entry point outside of the code.");
    }
  }

  private static Map<Directory, Extent> directories(Bytes in, Layout layout)
      throws MalformedProgram {
    Map<Directory, Extent> directories = new EnumMap<>(Directory.class);
    long there = Headers.directories(in, layout);
    for (Directory directory : Directory.values()) {
      if (directory.ordinal() < there) {
        long at = layout.directory(directory);
        Extent extent = new Extent(in.u32(at, "a directory"), in.u32(at + 4, "a directory"));
        check(in, layout, directory, extent);
        directories.put(directory, extent);
      }
    }
    return directories;
  }

  private static void check(Bytes in, Layout layout, Directory directory, Extent extent)
      throws MalformedProgram {
    if (directory == Directory.SECURITY) {
      in.checked(extent.at(), extent.length(), "the certificates");
    } else if (extent.end() > layout.sizeOfImage()) {
      throw new MalformedProgram(
          layout.directory(directory),
          "the directory " + directory + " reaches beyond the end of the image.");
    }
  }

  private static Extent overlay(Sections sections, Layout layout, long size)
      throws MalformedProgram {
    long begin = Math.max(sections.end(), Math.min(layout.sizeOfHeaders(), size));
    return new Extent(begin, size - begin);
  }

  /** Where in the file an address lies. */
  long offset(long address, String what) throws MalformedProgram {
    return mapping().offset(address, what);
  }

  Sections mapping() {
    return new Sections(sections, layout.sizeOfHeaders());
  }

  /** The addresses at which code begins for certain: the entry point and what is exported. */
  List<Long> starts() {
    List<Long> starts = new ArrayList<>();
    starts.add(layout.entryPoint());
    exports.forEach(export -> starts.add(export.address()));
    return starts;
  }
}
