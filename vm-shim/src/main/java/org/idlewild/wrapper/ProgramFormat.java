package org.idlewild.wrapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * What kind of program a file is, by its first bytes; the facts are those of the formats' published
 * headers.
 */
public enum ProgramFormat {
  /** A 64-bit Windows program or library (PE32+, machine 0x8664). */
  WINDOWS_X86_64,
  /** A 32-bit Windows program or library (PE32, machine 0x014c). */
  WINDOWS_X86,
  /** A 64-bit Linux program (ELF, class 64, machine 62). */
  LINUX_X86_64,
  /** A JAR, or another ZIP archive. */
  JAR,
  /** A script that names its interpreter. */
  SCRIPT,
  /** None of these. */
  UNKNOWN;

  /** How many of a file's first bytes are enough to tell. */
  public static final int ENOUGH = 4096;

  private static final int PE_OFFSET_FIELD = 0x3c;

  /** The platform's name, such as {@code windows-x86_64}. */
  public String platform() {
    return switch (this) {
      case JAR -> "java";
      case WINDOWS_X86 -> "windows-x86";
      default -> name().toLowerCase(Locale.ROOT).replaceFirst("_", "-");
    };
  }

  /**
   * Looks at a file's beginning.
   *
   * @param head its first {@link #ENOUGH} bytes, or all when it has fewer
   */
  public static ProgramFormat of(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (startsWith(head, 'P', 'K', 3, 4)) {
      return JAR;
    }
    if (startsWith(head, '#', '!')) {
      return SCRIPT;
    }
    if (startsWith(head, 0x7f, 'E', 'L', 'F')) {
      return head.length >= 20 && head[4] == 2 && bytes.getShort(18) == 62 ? LINUX_X86_64 : UNKNOWN;
    }
    return startsWith(head, 'M', 'Z') && head.length >= 64 ? windows(bytes) : UNKNOWN;
  }

  private static ProgramFormat windows(ByteBuffer bytes) {
    int header = bytes.getInt(PE_OFFSET_FIELD);
    if (header < 64 || header > bytes.limit() - 6 || bytes.getInt(header) != 0x4550) {
      return UNKNOWN;
    }
    return switch (bytes.getShort(header + 4) & 0xffff) {
      case 0x8664 -> WINDOWS_X86_64;
      case 0x014c -> WINDOWS_X86;
      default -> UNKNOWN;
    };
  }

  /**
   * Whether a file is a Windows program with a signature.
   *
   * @param head its first {@link #ENOUGH} bytes, or all when it has fewer
   */
  public static boolean isSigned(byte[] head) {
    ProgramFormat format = of(head);
    if (format != WINDOWS_X86_64 && format != WINDOWS_X86) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    Machine machine = format == WINDOWS_X86 ? Machine.X86 : Machine.X86_64;
    int directories =
        bytes.getInt(PE_OFFSET_FIELD) + Layout.OPTIONAL_HEADER + Layout.directories(machine);
    int security = directories + 8 * Directory.SECURITY.ordinal();
    return security + 8 <= bytes.limit()
        && bytes.getInt(directories - 4) > Directory.SECURITY.ordinal()
        && bytes.getInt(security + 4) != 0;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (head[i] != (byte) magic[i]) {
        return false;
      }
    }
    return true;
  }
}
