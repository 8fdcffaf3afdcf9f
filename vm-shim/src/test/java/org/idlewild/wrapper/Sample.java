package org.idlewild.wrapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds small programs: a section of code at 0x1000 and one of data at 0x2000. */
final class Sample {
  static final int HEADER = 0x80;
  static final int CODE = 0x400;
  static final int DATA = 0x600;
  static final int DATA_SIZE = 0x600;
  static final int END = DATA + DATA_SIZE;
  static final int TEXT_ADDRESS = 0x1000;
  static final int DATA_ADDRESS = 0x2000;
  static final int DEBUG = 0x400;
  static final int EXPORTS = 0x300;
  static final int PDATA = 0x480;

  private static final int DESCRIPTORS = 0;

  private final Machine machine;
  private final ByteBuffer file;
  private final List<String> libraries = new ArrayList<>();
  private byte[] overlay = {};

  private Sample(Machine machine) {
    this.machine = machine;
    this.file = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    headers();
    section(0, ".text", TEXT_ADDRESS, CODE, 0x200, 0x6000_0020);
    section(1, ".rdata", DATA_ADDRESS, DATA, DATA_SIZE, 0x4000_0040);
    Arrays.fill(file.array(), CODE, DATA, (byte) 0xcc);
    code(0x31, 0xc0, 0xc3);
  }

  static Sample of(Machine machine) {
    return new Sample(machine).imports("KERNEL32.dll", "msvcrt.dll");
  }

  private void headers() {
    file.put(0, (byte) 'M').put(1, (byte) 'Z').putInt(0x3c, HEADER);
    file.putInt(HEADER, 0x4550).putShort(HEADER + 4, (short) machine.code);
    file.putShort(HEADER + 6, (short) 2);
    file.putShort(HEADER + 20, (short) (Layout.directories(machine) + 128));
    file.putShort(HEADER + 22, (short) 0x0022);
    file.putShort(optional(0), (short) machine.magic);
    file.putInt(optional(16), TEXT_ADDRESS);
    file.putInt(optional(32), 0x1000).putInt(optional(36), 0x200);
    file.putInt(optional(56), 0x3000).putInt(optional(60), 0x400);
    file.putInt(optional(Layout.directories(machine) - 4), 16);
  }

  private void section(int number, String name, int address, int at, int size, int flags) {
    int entry = table() + 40 * number;
    file.position(entry).put(name.getBytes(StandardCharsets.US_ASCII));
    file.putInt(entry + 8, size).putInt(entry + 12, address);
    file.putInt(entry + 16, size).putInt(entry + 20, at).putInt(entry + 36, flags);
  }

  int optional(int field) {
    return HEADER + 24 + field;
  }

  int table() {
    return optional(Layout.directories(machine) + 128);
  }

  Sample code(int... code) {
    for (int i = 0; i < code.length; i++) {
      file.put(CODE + i, (byte) code[i]);
    }
    return this;
  }

  Sample imports(String... names) {
    libraries.clear();
    libraries.addAll(List.of(names));
    Arrays.fill(file.array(), DATA, DATA + EXPORTS, (byte) 0);
    int texts = 0x200;
    for (int i = 0; i < names.length; i++) {
      int descriptor = DATA + DESCRIPTORS + 20 * i;
      int lookup = 0x80 + 0x30 * i;
      file.putInt(descriptor, DATA_ADDRESS + lookup);
      file.putInt(descriptor + 12, DATA_ADDRESS + texts);
      file.putInt(descriptor + 16, DATA_ADDRESS + lookup + 0x18);
      texts += text(texts, names[i]);
      for (int table : new int[] {lookup, lookup + 0x18}) {
        thunk(table, DATA_ADDRESS + texts);
        thunk(table + machine.thunk, machine == Machine.X86 ? 0x8000_0007L : (1L << 63) + 7);
      }
      texts += text(texts + 2, "function" + i) + 2;
    }
    return directory(Directory.IMPORT, DATA_ADDRESS, 20 * (names.length + 1));
  }

  private void thunk(int at, long value) {
    if (machine == Machine.X86) {
      file.putInt(DATA + at, (int) value);
    } else {
      file.putLong(DATA + at, value);
    }
  }

  private int text(int at, String text) {
    file.position(DATA + at).put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    return text.length() + 1;
  }

  Sample export(String name, int address) {
    file.putInt(DATA + EXPORTS + 20, 1).putInt(DATA + EXPORTS + 24, 1);
    file.putInt(DATA + EXPORTS + 28, DATA_ADDRESS + EXPORTS + 40);
    file.putInt(DATA + EXPORTS + 32, DATA_ADDRESS + EXPORTS + 44);
    file.putInt(DATA + EXPORTS + 36, DATA_ADDRESS + EXPORTS + 48);
    file.putInt(DATA + EXPORTS + 40, address);
    file.putInt(DATA + EXPORTS + 44, DATA_ADDRESS + EXPORTS + 52);
    text(EXPORTS + 52, name);
    return directory(Directory.EXPORT, DATA_ADDRESS + EXPORTS, 80);
  }

  /** One function in the exception directory. */
  Sample function(int begin, int end) {
    file.putInt(DATA + PDATA, begin).putInt(DATA + PDATA + 4, end);
    return directory(Directory.EXCEPTION, DATA_ADDRESS + PDATA, 12);
  }

  Sample debug(int pointer) {
    file.putInt(DATA + DEBUG + 24, pointer);
    return directory(Directory.DEBUG, DATA_ADDRESS + DEBUG, 28);
  }

  Sample directory(Directory directory, int at, int length) {
    int entry = optional(Layout.directories(machine)) + 8 * directory.ordinal();
    return u32(entry, at).u32(entry + 4, length);
  }

  Sample u16(int at, int value) {
    file.putShort(at, (short) value);
    return this;
  }

  Sample u32(int at, long value) {
    file.putInt(at, (int) value);
    return this;
  }

  Sample overlay(String text) {
    overlay = text.getBytes(StandardCharsets.US_ASCII);
    return this;
  }

  Sample signature(String before, int length) {
    overlay(before + "s".repeat(length));
    return directory(Directory.SECURITY, END + before.length(), length);
  }

  /** Makes the headers end right behind the section table. */
  Sample fullHeaders() {
    // A compiler puts a longer program for DOS here; here the header lies just as far behind.
    int shift = 0x400 - (table() + 80);
    byte[] old = file.array().clone();
    file.put(HEADER + shift, old, HEADER, table() + 80 - HEADER);
    Arrays.fill(file.array(), HEADER, HEADER + shift, (byte) 0x90);
    return u32(0x3c, HEADER + shift);
  }

  /** The program with a third section, of code, at 0x3000. */
  byte[] withSection(byte[] content) {
    int size = content.length;
    section(2, ".more", 0x3000, END, size, 0x6000_0020);
    u16(HEADER + 6, 3).u32(optional(56), 0x3000 + Layout.up(size, 0x1000));
    byte[] bytes = Arrays.copyOf(file.array(), END + size);
    System.arraycopy(content, 0, bytes, END, size);
    return bytes;
  }

  byte[] bytes() {
    byte[] bytes = Arrays.copyOf(file.array(), END + overlay.length);
    System.arraycopy(overlay, 0, bytes, END, overlay.length);
    return bytes;
  }
}
