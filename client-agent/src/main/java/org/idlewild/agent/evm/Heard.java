package org.idlewild.agent.evm;

import java.util.ArrayList;
import java.util.List;

/** What the virtual machine inside a program tells the controller. */
sealed interface Heard {
  int VERSION = 1;
  int TOKEN_BYTES = 32;

  /** The first: who it is, and by what token. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; bytes on their way.
  record Hello(int version, int bits, long process, byte[] token, String image) implements Heard {}

  /**
   * All is in place, and the program is about to begin.
   *
   * @param hooks exports that are mediated
   * @param missing exports that this system does not have
   */
  record Ready(int hooks, List<String> missing) implements Heard {}

  /**
   * Each second, and a last one with the number 0, which is not answered.
   *
   * @param refused acts since the last
   * @param cpu processor time so far, in units of 100 ns
   */
  record Beat(long number, long read, long written, long threads, long refused, long cpu)
      implements Heard {}

  /** An act that was refused. */
  record Refused(String what, String detail, long often) implements Heard {}

  /** What a dialog would have shown. */
  record Text(int kind, String title, String text) implements Heard {}

  /** Whether a child may start. */
  record AskStart(String image, String commandLine) implements Heard {}

  /** The program's threads stand. */
  record Paused(long number, long threads) implements Heard {}

  /** They run again. */
  record Resumed(long number, long threads) implements Heard {}

  /** A file was written and closed; the clock is one that all processes of a machine share. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; bytes on their way.
  record Closed(String path, byte[] mac, long clock, long size) implements Heard {}

  /** How often an export was called. */
  record Seen(String export, long calls) implements Heard {}

  /** The process ends by itself. */
  record Bye(long code) implements Heard {}

  /** An encrypted file is about to be used. */
  record Opening(String path) implements Heard {}

  /** A file was deleted. */
  record Gone(String path) implements Heard {}

  /** A file has another name. */
  record Moved(String from, String to) implements Heard {}

  /** Understands a frame, whole or not at all. */
  static Heard of(Frame frame) throws BadFrame {
    Fields fields = new Fields(frame.payload());
    Heard heard = parse(frame.type(), fields);
    fields.end();
    return heard;
  }

  private static Heard parse(int type, Fields in) throws BadFrame {
    return switch (type) {
      case 1 -> new Hello(in.u16(), in.u8(), in.u32(), in.bytes(TOKEN_BYTES), in.text());
      case 2 -> ready(in);
      case 3 -> new Beat(in.u64(), in.u64(), in.u64(), in.u32(), in.u32(), in.u64());
      case 4 -> new Refused(in.text(), in.text(), in.u32());
      case 5 -> new Text(in.u8(), in.text(), in.text());
      case 6 -> new AskStart(in.text(), in.text());
      case 7 -> new Paused(in.u64(), in.u32());
      case 8 -> new Resumed(in.u64(), in.u32());
      case 9 -> closed(in);
      case 10 -> new Seen(in.text(), in.u64());
      case 11 -> new Bye(in.u32());
      case 12 -> new Gone(in.text());
      case 13 -> new Moved(in.text(), in.text());
      case 14 -> new Opening(in.text());
      default -> throw new BadFrame("A frame of the type " + type + ".");
    };
  }

  private static Closed closed(Fields in) throws BadFrame {
    String path = in.text();
    byte[] mac = in.bytes(FileTag.BYTES);
    long clock = in.u64();
    in.u64(); // Nothing yet.
    return new Closed(path, mac, clock, in.u64());
  }

  private static Ready ready(Fields in) throws BadFrame {
    int hooks = in.u16();
    int count = in.u16();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      missing.add(in.text());
    }
    return new Ready(hooks, List.copyOf(missing));
  }
}
