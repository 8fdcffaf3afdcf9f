package org.idlewild.wrapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The contents of the new section: the import directory, and what its first entry points to. */
final class ImportTable {
  private static final int THUNKS = 16;

  private ImportTable() {}

  /** How many bytes the directory itself has. */
  static int descriptors(Pe pe) {
    return (pe.imports().size() + 2) * Names.DESCRIPTOR;
  }

  static int size(Pe pe) {
    return tables(pe) + 2 * THUNKS + named().length + pe.layout().machine().shim().length() + 1;
  }

  private static int tables(Pe pe) {
    return (int) Layout.up(descriptors(pe), 8);
  }

  /** A hint of zero, and the function's name up to its zero byte. */
  private static byte[] named() {
    return ("\0\0" + Wrapping.FUNCTION + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @param address where the section lies in memory
   */
  static byte[] of(Pe pe, byte[] program, long address) throws MalformedProgram {
    ByteBuffer out = ByteBuffer.allocate(size(pe)).order(ByteOrder.LITTLE_ENDIAN);
    int tables = tables(pe);
    int function = tables + 2 * THUNKS;
    int library = function + named().length;
    out.putInt(0, (int) address + tables);
    out.putInt(12, (int) address + library);
    out.putInt(16, (int) address + tables + THUNKS);
    copyDescriptors(pe, program, out);
    out.putInt(tables, (int) address + function).putInt(tables + THUNKS, (int) address + function);
    out.put(function, named());
    out.put(library, pe.layout().machine().shim().getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }

  private static void copyDescriptors(Pe pe, byte[] program, ByteBuffer out)
      throws MalformedProgram {
    if (pe.imports().isEmpty()) {
      return;
    }
    long from = pe.offset(pe.directory(Directory.IMPORT).at(), "the import directory");
    out.put(Names.DESCRIPTOR, program, (int) from, pe.imports().size() * Names.DESCRIPTOR);
    for (int i = 1; i <= pe.imports().size(); i++) {
      int at = i * Names.DESCRIPTOR;
      boolean bound = out.getInt(at + 4) != 0;
      if (bound && out.getInt(at) == 0) {
        throw new MalformedProgram(
            from, "a bound import without a lookup table: its names are lost.");
      }
      // Bound addresses hold only while the loader checks them against the cleared directory.
      out.putLong(at + 4, 0);
    }
  }
}
