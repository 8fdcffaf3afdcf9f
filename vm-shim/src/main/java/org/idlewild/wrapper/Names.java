package org.idlewild.wrapper;

import java.util.ArrayList;
import java.util.List;

/** The tables of a program that hold names: what it imports and what it exports. */
final class Names {
  static final int DESCRIPTOR = 20;

  private static final int MOST_LIBRARIES = 2048;
  private static final int MOST_FUNCTIONS = 65_536;

  private final Bytes in;
  private final Machine machine;
  private final Sections sections;
  private int functionsLeft = MOST_FUNCTIONS;

  Names(Bytes in, Machine machine, Sections sections) {
    this.in = in;
    this.machine = machine;
    this.sections = sections;
  }

  List<Import> imports(Extent table) throws MalformedProgram {
    List<Import> imports = new ArrayList<>();
    if (table.at() == 0) {
      return imports;
    }
    long at = sections.offset(table.at(), "the import directory");
    while (in.u32(at + 12, "an import's name") != 0 && in.u32(at + 16, "an import") != 0) {
      if (imports.size() == MOST_LIBRARIES) {
        throw new MalformedProgram(at, "more than " + MOST_LIBRARIES + " imported libraries.");
      }
      imports.add(imported(at));
      at += DESCRIPTOR;
    }
    return imports;
  }

  private Import imported(long at) throws MalformedProgram {
    long name = sections.offset(in.u32(at + 12, "an import's name"), "an import's name");
    String library = in.text(name, "an import's name");
    if (library.isEmpty()) {
      throw new MalformedProgram(name, "an imported library without a name.");
    }
    long lookup = in.u32(at, "an import's lookup table");
    long table = lookup == 0 ? in.u32(at + 16, "an import's addresses") : lookup;
    return new Import(library, functions(sections.offset(table, "the imports of " + library)));
  }

  private List<String> functions(long table) throws MalformedProgram {
    List<String> functions = new ArrayList<>();
    for (long at = table; ; at += machine.thunk) {
      boolean wide = machine == Machine.X86_64;
      long thunk = wide ? in.i64(at, "an import") : (int) in.u32(at, "an import");
      if (thunk == 0) {
        return functions;
      }
      spend(at);
      functions.add(thunk < 0 ? "#" + (thunk & 0xffff) : named(thunk));
    }
  }

  private String named(long address) throws MalformedProgram {
    return in.text(sections.offset(address + 2, "a function's name"), "a function's name");
  }

  private void spend(long at) throws MalformedProgram {
    if (functionsLeft-- == 0) {
      throw new MalformedProgram(at, "more than " + MOST_FUNCTIONS + " names of functions.");
    }
  }

  List<Export> exports(Extent table) throws MalformedProgram {
    List<Export> exports = new ArrayList<>();
    if (table.isEmpty()) {
      return exports;
    }
    long at = sections.offset(table.at(), "the export directory");
    long named = in.u32(at + 24, "the number of exports");
    if (named == 0) {
      return exports;
    }
    long functions = sections.offset(in.u32(at + 28, "the exports"), "the exports");
    long names = sections.offset(in.u32(at + 32, "the exports' names"), "the exports' names");
    long ordinals = sections.offset(in.u32(at + 36, "the exports' numbers"), "their numbers");
    for (long i = 0; i < named; i++) {
      spend(at + 24);
      long name = sections.offset(in.u32(names + 4 * i, "an export"), "an export's name");
      long number = in.u16(ordinals + 2 * i, "an export's number");
      exports.add(
          new Export(
              in.text(name, "an export's name"), in.u32(functions + 4 * number, "an export")));
    }
    return exports;
  }
}
