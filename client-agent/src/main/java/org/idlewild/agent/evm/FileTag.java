package org.idlewild.agent.evm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.idlewild.agent.evm.BlockCipher.Primitive;
import org.idlewild.agent.evm.BlockCipher.Xts;

/**
 * The tag of a file as it lies on disk, the same for whoever adds its blocks in any order: a sum of
 * what each block is under its number, which a last encryption hides.
 */
final class FileTag {
  static final int BYTES = 16;

  private static final String ECB = "AES/ECB/NoPadding";
  private static final byte[] LABEL = "idlewild-mac".getBytes(StandardCharsets.US_ASCII);

  private final Primitive chunks;
  private final Primitive numbers;
  private final Primitive last;
  private byte[] sum = new byte[BYTES];

  FileTag(TaskKeys keys) {
    byte[] key = keys.material();
    Primitive source = Primitive.of(ECB, new SecretKeySpec(key, 32, 32, "AES"));
    Arrays.fill(key, (byte) 0);
    chunks = derive(source, 0);
    numbers = derive(source, 1);
    last = derive(source, 2);
  }

  private static Primitive derive(Primitive source, int which) {
    byte[] label = Frame.little(BYTES).put(LABEL).putInt(which).array();
    return Primitive.of(ECB, new SecretKeySpec(source.encrypt(label), "AES"));
  }

  /** Adds a block of 64 bytes that is no hole. */
  void add(long number, byte[] block) {
    byte[] offset = numbers.encrypt(Frame.little(BYTES).putLong(number).array());
    byte[] masked = new byte[block.length];
    for (int at = 0; at < block.length; at += BYTES) {
      byte[] chunk = Xts.xor(Arrays.copyOfRange(block, at, at + BYTES), offset);
      System.arraycopy(chunk, 0, masked, at, BYTES);
      offset = Xts.twice(offset);
    }
    byte[] parts = chunks.encrypt(masked);
    for (int i = 0; i < parts.length; i++) {
      sum[i % BYTES] ^= parts[i];
    }
  }

  byte[] end() {
    return last.encrypt(sum);
  }
}
