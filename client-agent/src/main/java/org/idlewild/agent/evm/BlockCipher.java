package org.idlewild.agent.evm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts the blocks of one file, each by its number. One thread at a time. */
interface BlockCipher {

  /** A block, of some chunks' length, as it lies on disk. */
  byte[] encrypt(long number, byte[] block);

  /** A block as it was. */
  byte[] decrypt(long number, byte[] block);

  /** That of a file. */
  static BlockCipher of(FileCipher cipher, TaskKeys keys, byte[] salt) {
    byte[] key = keys.material();
    try {
      return switch (cipher) {
        case TRIPLE_DES -> new TripleDes(new SecretKeySpec(key, 0, 24, "DESede"), salt);
        case AES ->
            new Xts(
                Primitive.of("AES/ECB/NoPadding", new SecretKeySpec(key, 0, 32, "AES")),
                Primitive.of("AES/ECB/NoPadding", new SecretKeySpec(key, 32, 32, "AES")),
                salt);
        case NONE -> throw new IllegalArgumentException("There is nothing to encrypt with.");
      };
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** One of the JDK's ciphers with a key, both ways. */
  record Primitive(Cipher forth, Cipher back) {
    static Primitive of(String transformation, Key key) {
      try {
        Cipher forth = Cipher.getInstance(transformation);
        forth.init(Cipher.ENCRYPT_MODE, key);
        Cipher back = Cipher.getInstance(transformation);
        back.init(Cipher.DECRYPT_MODE, key);
        return new Primitive(forth, back);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] encrypt(byte[] bytes) {
      return run(forth, bytes);
    }

    byte[] decrypt(byte[] bytes) {
      return run(back, bytes);
    }

    private static byte[] run(Cipher cipher, byte[] bytes) {
      try {
        return cipher.doFinal(bytes);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** As IEEE 1619 defines it; the data unit's number is the block's added to the salt. */
  final class Xts implements BlockCipher {
    private static final int CHUNK = 16;

    private final Primitive data;
    private final Primitive tweaks;
    private final byte[] salt;

    Xts(Primitive data, Primitive tweaks, byte[] salt) {
      this.data = data;
      this.tweaks = tweaks;
      this.salt = salt;
    }

    @Override
    public byte[] encrypt(long number, byte[] block) {
      byte[] mask = mask(number, block.length);
      return xor(data.encrypt(xor(block, mask)), mask);
    }

    @Override
    public byte[] decrypt(long number, byte[] block) {
      byte[] mask = mask(number, block.length);
      return xor(data.decrypt(xor(block, mask)), mask);
    }

    private byte[] mask(long number, int length) {
      ByteBuffer unit = ByteBuffer.wrap(salt.clone()).order(ByteOrder.LITTLE_ENDIAN);
      long low = unit.getLong(0) + number;
      long carry = Long.compareUnsigned(low, number) < 0 ? 1 : 0;
      unit.putLong(0, low).putLong(8, unit.getLong(8) + carry);
      byte[] tweak = tweaks.encrypt(unit.array());
      byte[] mask = new byte[length];
      for (int at = 0; at < length; at += CHUNK) {
        System.arraycopy(tweak, 0, mask, at, CHUNK);
        tweak = twice(tweak);
      }
      return mask;
    }

    /** In the field of 2^128 elements, the first byte the lowest. */
    static byte[] twice(byte[] value) {
      byte[] doubled = new byte[CHUNK];
      int carry = 0;
      for (int i = 0; i < CHUNK; i++) {
        int unit = Byte.toUnsignedInt(value[i]);
        doubled[i] = (byte) (unit << 1 | carry);
        carry = unit >> 7;
      }
      doubled[0] ^= (byte) (carry * 0x87);
      return doubled;
    }

    static byte[] xor(byte[] left, byte[] right) {
      byte[] both = new byte[left.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = (byte) (left[i] ^ right[i]);
      }
      return both;
    }
  }

  /** Chained within a block alone, from a start that the salt and the number hide. */
  final class TripleDes implements BlockCipher {
    private final Key key;
    private final byte[] salt;
    private final Primitive starts;

    TripleDes(Key key, byte[] salt) {
      this.key = key;
      this.salt = salt;
      this.starts = Primitive.of("DESede/ECB/NoPadding", key);
    }

    @Override
    public byte[] encrypt(long number, byte[] block) {
      return run(Cipher.ENCRYPT_MODE, number, block);
    }

    @Override
    public byte[] decrypt(long number, byte[] block) {
      return run(Cipher.DECRYPT_MODE, number, block);
    }

    private byte[] run(int mode, long number, byte[] block) {
      byte[] start = Frame.little(Long.BYTES).putLong(number).array();
      byte[] from = starts.encrypt(Xts.xor(start, salt));
      try {
        Cipher cipher = Cipher.getInstance("DESede/CBC/NoPadding");
        cipher.init(mode, key, new IvParameterSpec(from));
        return cipher.doFinal(block);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
