package org.idlewild.wrapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Puts the library of the virtual machine before all that a program imports. The bytes depend on
 * the program alone, and what is wrapped is wrapped no further.
 */
public final class Wrapping {
  /** The function that a wrapped program imports from the library. */
  public static final String FUNCTION = "evm_present";

  private static final int FORCE_INTEGRITY = 0x0080;
  private static final int DATA_DOES_NOT_RUN = 0x0100;
  private static final long INITIALIZED_READ_WRITE = 0xc000_0040L;
  private static final byte[] SECTION = {'.', 'e', 'v', 'm'};
  private static final int MARK = 0x40;
  private static final byte[] WINE = {'W', 'i', 'n', 'e', ' '};
  private static final Set<String> OURS = Set.of("vm32.dll", "vm64.dll");

  private final Pe pe;
  private final Layout layout;
  private final byte[] program;

  private Wrapping(Pe pe, byte[] program) {
    this.pe = pe;
    this.layout = pe.layout();
    this.program = program;
  }

  /**
   * Wraps a program or library.
   *
   * @param program the whole file, which is left as it is
   * @param signature what becomes of its signature, if it has one
   * @return the wrapped file
   * @throws MalformedProgram if it cannot be read, holds no code, is signed and may not be
   *     stripped, or leaves no room
   */
  public static byte[] of(byte[] program, Signature signature) throws MalformedProgram {
    return wrapped(unmarked(program), signature);
  }

  /**
   * In place of a program marked as its own, Wine runs the one that it brought itself, unwrapped.
   */
  private static byte[] unmarked(byte[] program) {
    int end = MARK + WINE.length;
    if (program.length < end || !Arrays.equals(program, MARK, end, WINE, 0, WINE.length)) {
      return program;
    }
    byte[] copy = program.clone();
    Arrays.fill(copy, MARK, end, (byte) 0);
    return copy;
  }

  private static byte[] wrapped(byte[] program, Signature signature) throws MalformedProgram {
    Pe pe = Pe.read(program);
    if (pe.isSigned() && signature == Signature.REFUSE) {
      throw new MalformedProgram(
          pe.directory(Directory.SECURITY).at(),
          "the program is signed and wrapping breaks the signature: allow that it is stripped.");
    }
    if (pe.isWithoutCode()) {
      throw new MalformedProgram(
          pe.layout().sectionTable(), "a file of resources without code: nothing to wrap.");
    }
    return isWrapped(pe) && !pe.isSigned() ? program.clone() : new Wrapping(pe, program).wrapped();
  }

  /** Whether a program imports the virtual machine's library before all others. */
  public static boolean isWrapped(Pe pe) {
    return !pe.imports().isEmpty()
        && pe.directory(Directory.BOUND_IMPORT).isEmpty()
        && pe.imports().get(0).library().equalsIgnoreCase(pe.layout().machine().shim())
        && pe.imports().get(0).functions().contains(FUNCTION);
  }

  static boolean isOurs(String library) {
    return OURS.contains(library.toLowerCase(Locale.ROOT));
  }

  private byte[] wrapped() throws MalformedProgram {
    checkOurs();
    Relocation moved = Relocation.of(pe, ImportTable.size(pe));
    byte[] file = moved.copy(program);
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] imports = ImportTable.of(pe, program, layout.sizeOfImageAligned());
    out.put((int) moved.newSection(), imports);
    clearBoundImports(out);
    addSection(out, moved, imports.length);
    movePointers(out, moved);
    setDirectories(out);
    setFlags(out);
    int checksum = (int) layout.optional(64);
    out.putInt(checksum, Checksum.of(file, checksum));
    return file;
  }

  private void checkOurs() throws MalformedProgram {
    for (Import each : pe.imports()) {
      if (isOurs(each.library())) {
        throw new MalformedProgram(
            layout.directory(Directory.IMPORT),
            "the program imports " + each.library() + ", which is the virtual machine's own.");
      }
    }
  }

  private void clearBoundImports(ByteBuffer out) {
    Extent bound = pe.directory(Directory.BOUND_IMPORT);
    long end = Math.min(bound.end(), pe.mapping().begin(program.length));
    for (long at = Math.max(bound.at(), tableEnd()); at < end; at++) {
      out.put((int) at, (byte) 0);
    }
  }

  private long tableEnd() {
    return layout.sectionTable() + (long) pe.sections().size() * Layout.SECTION_HEADER;
  }

  private void addSection(ByteBuffer out, Relocation moved, int length) throws MalformedProgram {
    int at = (int) tableEnd();
    for (int i = at; i < at + Layout.SECTION_HEADER; i++) {
      if (out.get(i) != 0) {
        throw new MalformedProgram(i, "other data where a further section's header must lie.");
      }
    }
    out.put(at, SECTION).putInt(at + 8, length);
    out.putInt(at + 12, (int) layout.sizeOfImageAligned());
    out.putInt(at + 16, (int) moved.sectionSize());
    out.putInt(at + 20, (int) moved.newSection());
    out.putInt(at + 36, (int) INITIALIZED_READ_WRITE);
    out.putShort((int) layout.header() + 6, (short) (pe.sections().size() + 1));
    out.putInt((int) layout.optional(60), (int) moved.sizeOfHeaders());
    long image = layout.sizeOfImageAligned() + Layout.up(length, layout.sectionAlignment());
    if (image > Integer.MAX_VALUE) {
      throw new MalformedProgram(layout.optional(56), "an image that leaves no room for imports.");
    }
    out.putInt((int) layout.optional(56), (int) image);
  }

  private void movePointers(ByteBuffer out, Relocation moved) throws MalformedProgram {
    moved.pointer(out, layout.header() + 12);
    for (int i = 0; i < pe.sections().size(); i++) {
      long at = layout.sectionTable() + (long) i * Layout.SECTION_HEADER;
      moved.pointer(out, at + 20);
      moved.pointer(out, at + 24);
      moved.pointer(out, at + 28);
    }
    Extent debug = pe.directory(Directory.DEBUG);
    for (long entry = 0; entry + 28 <= debug.length(); entry += 28) {
      long at = pe.offset(debug.at() + entry, "the debug directory");
      new Bytes(program).checked(at, 28, "the debug directory");
      moved.pointer(out, moved.of(at) + 24);
    }
  }

  private void setDirectories(ByteBuffer out) {
    int imports = (int) layout.directory(Directory.IMPORT);
    out.putInt(imports, (int) layout.sizeOfImageAligned());
    out.putInt(imports + 4, ImportTable.descriptors(pe));
    for (Directory gone : new Directory[] {Directory.BOUND_IMPORT, Directory.SECURITY}) {
      if (!pe.directory(gone).equals(Extent.NONE)) {
        out.putLong((int) layout.directory(gone), 0);
      }
    }
  }

  /**
   * Windows refuses a program that demands a signature and has none, and lets the data of one of 32
   * bits run as code unless it says that they need not.
   */
  private void setFlags(ByteBuffer out) {
    int at = (int) layout.optional(70);
    int flags = out.getShort(at) | DATA_DOES_NOT_RUN;
    out.putShort(at, (short) (pe.isSigned() ? flags & ~FORCE_INTEGRITY : flags));
  }
}
