package org.idlewild.agent.evm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the controller tells the virtual machine inside a program. */
final class Said {
  private static final int LONGEST_TEXT = 1000;

  private Said() {}

  /** The start may go on, under this policy. */
  static Frame welcome(Policy policy, TaskKeys keys) {
    byte[] text = policy.text().getBytes(StandardCharsets.UTF_8);
    byte[] key = keys.material();
    try {
      return new Frame(
          33,
          Frame.little(2 + 4 + text.length + 1 + key.length)
              .putShort((short) Heard.VERSION)
              .putInt(text.length)
              .put(text)
              .put((byte) policy.cipher().ordinal())
              .put(key)
              .array());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static Frame pause(long number) {
    return number(34, number);
  }

  /** The answer to a beat; a program that hears none for long enough ends itself. */
  static Frame beat(long number) {
    return number(35, number);
  }

  /** A child may start, with a token of its own. */
  static Frame allowed(byte[] token) {
    return answer(1, token, "");
  }

  static Frame forbidden(String why) {
    return answer(0, new byte[Heard.TOKEN_BYTES], why);
  }

  static Frame resume(long number) {
    return number(37, number);
  }

  static Frame end(int code) {
    return new Frame(38, Frame.little(4).putInt(code).array());
  }

  /** A file is in the manifest, with this tag. */
  static Frame known(byte[] tag, long size) {
    return new Frame(
        39, Frame.little(1 + FileTag.BYTES + 8).put((byte) 1).put(tag).putLong(size).array());
  }

  static Frame unknown() {
    return new Frame(39, new byte[1 + FileTag.BYTES + 8]);
  }

  private static Frame number(int type, long number) {
    return new Frame(type, Frame.little(8).putLong(number).array());
  }

  private static Frame answer(int allow, byte[] token, String why) {
    byte[] all = why.getBytes(StandardCharsets.UTF_8);
    byte[] text = Arrays.copyOf(all, Math.min(all.length, LONGEST_TEXT));
    return new Frame(
        36,
        Frame.little(1 + token.length + 2 + text.length)
            .put((byte) allow)
            .put(token)
            .putShort((short) text.length)
            .put(text)
            .array());
  }
}
