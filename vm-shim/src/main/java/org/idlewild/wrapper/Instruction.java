package org.idlewild.wrapper;

/** Reads one x86 instruction after the other: how long it is, and whether it enters the kernel. */
final class Instruction {
  private static final int LONGEST = 15;

  private final byte[] code;
  private final boolean wide;

  private int at;
  private int end;
  private boolean operands16;
  private boolean addresses67;
  private boolean rexWide;
  private Entry entry = Entry.NONE;

  Instruction(byte[] code, Machine machine) {
    this.code = code;
    this.wide = machine == Machine.X86_64;
  }

  /** What the instruction read last does. */
  Entry entry() {
    return entry;
  }

  /**
   * Reads the instruction at a place.
   *
   * @param begin its first byte
   * @param limit the first byte behind the code
   * @return its length; 0 if there is no whole instruction
   */
  int read(int begin, int limit) {
    at = begin;
    end = Math.min(limit, begin + LONGEST);
    operands16 = false;
    addresses67 = false;
    rexWide = false;
    entry = Entry.NONE;
    boolean whole = instruction() && at <= end;
    if (!whole) {
      entry = Entry.NONE;
    }
    return whole ? at - begin : 0;
  }

  private int peek(int ahead) {
    return at + ahead < end ? code[at + ahead] & 0xff : 0;
  }

  private int next() {
    int value = peek(0);
    at++;
    return value;
  }

  private boolean instruction() {
    int opcode = next();
    while (at <= end && Opcodes.ONE_BYTE.charAt(opcode) == 'P') {
      operands16 |= opcode == 0x66;
      addresses67 |= opcode == 0x67;
      opcode = next();
    }
    if (wide && (opcode & 0xf0) == 0x40) {
      rexWide = (opcode & 8) != 0;
      opcode = next();
      if (Opcodes.ONE_BYTE.charAt(opcode) == 'P' || (opcode & 0xf0) == 0x40) {
        return false;
      }
    }
    if (opcode == 0x0f) {
      return escaped();
    }
    if (isVector(opcode)) {
      return vector(opcode);
    }
    if (wide && !Opcodes.isIn64(opcode)) {
      return false;
    }
    entry = Entry.of(opcode, peek(0));
    return operands(Opcodes.ONE_BYTE.charAt(opcode));
  }

  private boolean escaped() {
    int opcode = next();
    if (opcode == 0x38 || opcode == 0x3a) {
      at++;
      return operands(opcode == 0x38 ? 'm' : 'M');
    }
    entry = Entry.ofTwoBytes(opcode);
    return operands(Opcodes.TWO_BYTE.charAt(opcode));
  }

  /** In 32-bit programs these bytes begin older instructions, which cannot name two registers. */
  private boolean isVector(int opcode) {
    boolean registers = wide || (peek(0) & 0xc0) == 0xc0;
    return switch (opcode) {
      case 0xc4, 0xc5, 0x62 -> registers;
      case 0x8f -> (peek(0) & 0x1f) >= 8;
      default -> false;
    };
  }

  private boolean vector(int opcode) {
    int map = opcode == 0xc5 ? 1 : peek(0) & (opcode == 0x62 ? 0x07 : 0x1f);
    at += opcode == 0x62 ? 3 : opcode == 0xc5 ? 1 : 2;
    int operation = next();
    return switch (map) {
      case 1 -> operands(Opcodes.TWO_BYTE.charAt(operation));
      case 2, 5, 6, 9 -> operands('m');
      case 3, 8 -> operands('M');
      case 10 -> modRm() && skip(4);
      default -> false;
    };
  }

  private boolean operands(char kind) {
    return switch (kind) {
      case '.' -> true;
      case 'b' -> skip(1);
      case 'w' -> skip(2);
      case 'e' -> skip(3);
      case 'z' -> skip(immediate());
      case 'v' -> skip(rexWide ? 8 : immediate());
      case 'd' -> skip(wide ? 4 : immediate());
      case 'o' -> skip(address());
      case 'p' -> farPointer();
      case 'r' -> skip(1);
      case 'm' -> modRm();
      case 'M' -> modRm() && skip(1);
      case 'Z' -> modRm() && skip(immediate());
      case '3' -> test(1);
      case '4' -> test(immediate());
      default -> false;
    };
  }

  private boolean test(int immediate) {
    boolean tests = (peek(0) & 0x30) == 0;
    return modRm() && skip(tests ? immediate : 0);
  }

  /** Tables of addresses between functions look like far jumps, but to segments nobody has. */
  private boolean farPointer() {
    at += immediate();
    int segment = peek(0) | peek(1) << 8;
    entry = Entry.isUserCode(segment) ? entry : Entry.NONE;
    return skip(2);
  }

  private int immediate() {
    return operands16 && !rexWide ? 2 : 4;
  }

  private int address() {
    if (wide) {
      return addresses67 ? 4 : 8;
    }
    return addresses67 ? 2 : 4;
  }

  private boolean skip(int length) {
    at += length;
    return true;
  }

  private boolean modRm() {
    int modRm = next();
    int mode = modRm >> 6;
    int register = modRm & 7;
    if (mode == 3) {
      return true;
    }
    if (!wide && addresses67) {
      return skip(mode == 0 ? (register == 6 ? 2 : 0) : mode);
    }
    int base = register == 4 ? next() & 7 : register;
    if (mode == 0) {
      return skip(base == 5 ? 4 : 0);
    }
    return skip(mode == 1 ? 1 : 4);
  }
}
