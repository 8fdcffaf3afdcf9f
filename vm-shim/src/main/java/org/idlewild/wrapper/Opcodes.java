package org.idlewild.wrapper;

/**
 * What follows each opcode of the x86 processors, a letter for each, sixteen to a row.
 *
 * <ul>
 *   <li>{@code .} nothing; {@code m} a ModRM byte and what it asks for; {@code P} a prefix
 *   <li>{@code b} 8 bits, {@code w} 16 bits, {@code z} 16 or 32 bits, {@code v} up to 64 bits
 *   <li>{@code d} a distance of 16 or 32 bits; {@code o} an address; {@code p} a far pointer
 *   <li>{@code M} as {@code m} and {@code b}; {@code Z} as {@code m} and {@code z}; {@code e} 24
 *       bits
 *   <li>{@code 3}, {@code 4} as {@code m}, and for the first two operations {@code b} or {@code z}
 *   <li>{@code r} a ModRM byte alone; {@code x} no instruction
 * </ul>
 */
final class Opcodes {
  static final String ONE_BYTE =
      "mmmmbz..mmmmbz.x"
          + "mmmmbz..mmmmbz.."
          + "mmmmbzP.mmmmbzP."
          + "mmmmbzP.mmmmbzP."
          + "................"
          + "................"
          + "..mmPPPPzZbM...."
          + "bbbbbbbbbbbbbbbb"
          + "MZMMmmmmmmmmmmmm"
          + "..........p....."
          + "oooo....bz......"
          + "bbbbbbbbvvvvvvvv"
          + "MMw.mmMZe.w..b.."
          + "mmmmbb..mmmmmmmm"
          + "bbbbbbbbddpb...."
          + "P.PP..34......mm";

  static final String TWO_BYTE =
      "mmmmx.....x.xm.M"
          + "mmmmmmmmmmmmmmmm"
          + "rrrrxxxxmmmmmmmm"
          + "......x.xxxxxxxx"
          + "mmmmmmmmmmmmmmmm"
          + "mmmmmmmmmmmmmmmm"
          + "mmmmmmmmmmmmmmmm"
          + "MMMMmmm.mmxxmmmm"
          + "dddddddddddddddd"
          + "mmmmmmmmmmmmmmmm"
          + "...mMmxx...mMmmm"
          + "mmmmmmmmmmMmmmmm"
          + "mmMmMMMm........"
          + "mmmmmmmmmmmmmmmm"
          + "mmmmmmmmmmmmmmmm"
          + "mmmmmmmmmmmmmmmm";

  private Opcodes() {}

  /** Whether 64-bit programs have the opcode of one byte. */
  static boolean isIn64(int opcode) {
    return switch (opcode) {
      case 0x06, 0x07, 0x0e, 0x16, 0x17, 0x1e, 0x1f, 0x27, 0x2f, 0x37, 0x3f, 0x60, 0x61 -> false;
      case 0x82, 0x9a, 0xc4, 0xc5, 0xce, 0xd4, 0xd5, 0xd6, 0xea -> false;
      default -> true;
    };
  }
}
