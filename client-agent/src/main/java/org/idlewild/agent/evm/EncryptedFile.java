package org.idlewild.agent.evm;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Files as the virtual machine keeps them: a header of 64 bytes with a salt and the hidden size,
 * then the content in blocks of 64 bytes, each encrypted for itself. A block of zeros on the disk
 * stands for zeros, so that files that were extended stay sparse.
 */
final class EncryptedFile {
  private static final byte[] MAGIC = "IDLEEVM1".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 64;
  private static final int SALT = 16;
  private static final int SECRET = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final FileCipher cipher;
  private final TaskKeys keys;

  EncryptedFile(FileCipher cipher, TaskKeys keys) {
    this.cipher = cipher;
    this.keys = keys;
  }

  FileCipher cipher() {
    return cipher;
  }

  /** Writes a plain file's content encrypted, and returns the tag of what lies on disk then. */
  byte[] write(Path plain, Path encrypted) throws IOException {
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(plain));
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(encrypted, StandardOpenOption.CREATE_NEW))) {
      return write(in, Files.size(plain), salt, out);
    }
  }

  byte[] write(InputStream in, long size, byte[] salt, OutputStream out) throws IOException {
    BlockCipher blocks = BlockCipher.of(cipher, keys, salt);
    FileTag tag = new FileTag(keys);
    byte[] header = header(blocks, salt, size);
    tag.add(0, header);
    out.write(header);
    long number = 0;
    for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
      byte[] disk = blocks.encrypt(++number, Arrays.copyOf(block, BLOCK));
      tag.add(number, disk);
      out.write(disk);
    }
    return tag.end();
  }

  private byte[] header(BlockCipher blocks, byte[] salt, long size) {
    byte[] secret = Frame.little(SECRET).putLong(size).array();
    return Frame.little(BLOCK)
        .put(MAGIC)
        .put((byte) cipher.ordinal())
        .put(new byte[7])
        .put(salt)
        .put(blocks.encrypt(0, secret))
        .array();
  }

  /**
   * Writes an encrypted file's content in the clear.
   *
   * @return the tag of what lay on disk
   * @throws TamperedFile if it is not as the virtual machine writes files
   */
  byte[] read(Path encrypted, Path plain) throws IOException {
    try (InputStream in =
            new BufferedInputStream(Files.newInputStream(encrypted, LinkOption.NOFOLLOW_LINKS));
        OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(plain, StandardOpenOption.CREATE_NEW))) {
      return read(in, out, encrypted.getFileName().toString());
    }
  }

  byte[] read(InputStream in, OutputStream out, String name) throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == 0) {
      return new byte[0];
    }
    if (!isHeader(header)) {
      throw new TamperedFile(name);
    }
    BlockCipher blocks = BlockCipher.of(cipher, keys, Arrays.copyOfRange(header, 16, 16 + SALT));
    FileTag tag = new FileTag(keys);
    tag.add(0, header);
    long left = size(blocks, header, name);
    for (long number = 1; left > 0; number++) {
      byte[] disk = in.readNBytes(BLOCK);
      if (disk.length < BLOCK) {
        throw new TamperedFile(name);
      }
      byte[] block = disk;
      if (!isHole(disk)) {
        tag.add(number, disk);
        block = blocks.decrypt(number, disk);
      }
      out.write(block, 0, (int) Math.min(left, BLOCK));
      left -= BLOCK;
    }
    if (in.read() >= 0) {
      throw new TamperedFile(name);
    }
    return tag.end();
  }

  private boolean isHeader(byte[] header) {
    return header.length == BLOCK
        && Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && header[MAGIC.length] == cipher.ordinal();
  }

  private static long size(BlockCipher blocks, byte[] header, String name) throws TamperedFile {
    byte[] secret = blocks.decrypt(0, Arrays.copyOfRange(header, 32, 32 + SECRET));
    ByteBuffer fields = ByteBuffer.wrap(secret).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    long size = fields.getLong();
    boolean zero = Arrays.equals(secret, 8, SECRET, new byte[SECRET], 8, SECRET);
    if (size < 0 || !zero) {
      throw new TamperedFile(name);
    }
    return size;
  }

  private static boolean isHole(byte[] disk) {
    return Arrays.equals(disk, new byte[BLOCK]);
  }
}
