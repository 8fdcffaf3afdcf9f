package org.idlewild.wrapper;

/** The processors whose programs are wrapped. */
public enum Machine {
  /** 32 bits: PE32. */
  X86(0x014c, 0x10b, 4, "vm32.dll"),
  /** 64 bits: PE32+. */
  X86_64(0x8664, 0x20b, 8, "vm64.dll");

  final int code;
  final int magic;
  final int thunk;
  private final String shim;

  Machine(int code, int magic, int thunk, String shim) {
    this.code = code;
    this.magic = magic;
    this.thunk = thunk;
    this.shim = shim;
  }

  /** The library that each wrapped program of this machine imports before all others. */
  public String shim() {
    return shim;
  }

  /** The platform's name, such as {@code windows-x86_64}. */
  public String platform() {
    return (this == X86 ? ProgramFormat.WINDOWS_X86 : ProgramFormat.WINDOWS_X86_64).platform();
  }

  static Machine of(int code, long at) throws MalformedProgram {
    for (Machine machine : values()) {
      if (machine.code == code) {
        return machine;
      }
    }
    String name =
        switch (code) {
          case 0x01c0, 0x01c2, 0x01c4 -> "ARM";
          case 0xaa64, 0xa641, 0xa64e -> "ARM64";
          default -> "machine 0x%04x".formatted(code);
        };
    throw new MalformedProgram(at, "a program for " + name + "; expected x86 or x86_64.");
  }
}
