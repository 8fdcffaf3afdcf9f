package org.idlewild.wrapper;

/** Instructions that reach the kernel, or the other width of code, without a library. */
public enum Entry {
  /** None of these. */
  NONE("none"),
  /** The 64-bit system call. */
  SYSCALL("syscall"),
  /** The 32-bit system call. */
  SYSENTER("sysenter"),
  /** The system call of old versions of Windows. */
  INT_2E("int 2Eh"),
  /** The system call of Linux, which a program under Wine could make. */
  INT_80("int 80h"),
  /** A call into another segment, and so perhaps into the other width. */
  FAR_CALL("far call"),
  /** A jump into another segment. */
  FAR_JUMP("far jump");

  private final String text;

  Entry(String text) {
    this.text = text;
  }

  /** As people write it. */
  public String text() {
    return text;
  }

  static Entry of(int opcode, int following) {
    return switch (opcode) {
      case 0x9a -> FAR_CALL;
      case 0xea -> FAR_JUMP;
      case 0xcd -> following == 0x2e ? INT_2E : following == 0x80 ? INT_80 : NONE;
      case 0xff -> indirect(following);
      default -> NONE;
    };
  }

  /** Whether a selector names code of 32 or 64 bits on Windows or Linux, at any privilege asked. */
  static boolean isUserCode(int selector) {
    return switch (selector & ~3) {
      case 0x18, 0x20, 0x30 -> true;
      default -> false;
    };
  }

  private static Entry indirect(int modRm) {
    boolean memory = modRm < 0xc0;
    return switch (modRm >> 3 & 7) {
      case 3 -> memory ? FAR_CALL : NONE;
      case 5 -> memory ? FAR_JUMP : NONE;
      default -> NONE;
    };
  }

  static Entry ofTwoBytes(int opcode) {
    return switch (opcode) {
      case 0x05 -> SYSCALL;
      case 0x34 -> SYSENTER;
      default -> NONE;
    };
  }
}
