package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors are those that the virtual machine's own code is tested with. */
class EncryptedFileTest {
  private static final Path VECTORS = Path.of("../vm-shim/shim/vectors.txt");
  private static final TaskKeys KEYS = TaskKeys.of(random(1, TaskKeys.BYTES));

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("blocks")
  void aBlockIsEncryptedAsTheVirtualMachineDoes(List<String> vector) {
    BlockCipher cipher = cipher(vector.get(0), vector.get(1), vector.get(2));
    long number = Long.parseUnsignedLong(vector.get(3));

    assertThat(cipher.encrypt(number, hex(vector.get(4)))).isEqualTo(hex(vector.get(5)));
    assertThat(cipher.decrypt(number, hex(vector.get(5)))).isEqualTo(hex(vector.get(4)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsReadAsTheVirtualMachineWritesIt(List<String> vector) throws IOException {
    EncryptedFile codec = codec(vector);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();

    byte[] tag = codec.read(new ByteArrayInputStream(hex(vector.get(5))), plain, "file");

    assertThat(plain.toByteArray()).isEqualTo(hex(vector.get(4)));
    assertThat(tag).isEqualTo(hex(vector.get(6)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileWithoutHolesIsWrittenAsTheVirtualMachineWritesIt(List<String> vector)
      throws IOException {
    ByteArrayOutputStream disk = new ByteArrayOutputStream();
    byte[] plain = hex(vector.get(4));

    byte[] tag =
        codec(vector)
            .write(new ByteArrayInputStream(plain), plain.length, hex(vector.get(3)), disk);

    if (!hasHole(hex(vector.get(5)))) {
      assertThat(disk.toByteArray()).isEqualTo(hex(vector.get(5)));
      assertThat(tag).isEqualTo(hex(vector.get(6)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FileCipher.class,
      names = {"TRIPLE_DES", "AES"})
  void whatIsWrittenIsHiddenAndComesBack(FileCipher cipher) throws IOException {
    for (int size : new int[] {0, 1, 63, 64, 65, 5000}) {
      byte[] content = new byte[size];
      Arrays.fill(content, (byte) 'a');
      Path plain = Files.write(folder.resolve("plain" + size), content);
      Path disk = folder.resolve("disk" + size);
      Path back = folder.resolve("back" + size);

      byte[] tag = new EncryptedFile(cipher, KEYS).write(plain, disk);

      assertThat(Files.readString(disk, java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("aaaa");
      assertThat(new EncryptedFile(cipher, KEYS).read(disk, back)).isEqualTo(tag);
      assertThat(back).hasBinaryContent(content);
    }
  }

  @Test
  void aBitThatSomebodyChangedChangesTheTagOrIsRefused() throws IOException {
    EncryptedFile codec = new EncryptedFile(FileCipher.AES, KEYS);
    Path plain = Files.write(folder.resolve("plain"), random(2, 300));
    Path disk = folder.resolve("disk");
    byte[] tag = codec.write(plain, disk);
    byte[] bytes = Files.readAllBytes(disk);

    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      assertThat(tag(codec, changed)).as("byte %d", at).isNotEqualTo(tag);
    }
  }

  @Test
  void aFileThatWasCutOrContinuedIsRefused() throws IOException {
    EncryptedFile codec = new EncryptedFile(FileCipher.AES, KEYS);
    Path plain = Files.write(folder.resolve("plain"), random(2, 300));
    Path disk = folder.resolve("disk");
    codec.write(plain, disk);
    byte[] bytes = Files.readAllBytes(disk);

    for (int length : new int[] {1, 63, 64, 128, bytes.length - 1, bytes.length + 1}) {
      byte[] other = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(TamperedFile.class)
          .as("%d bytes", length)
          .isThrownBy(
              () -> codec.read(new ByteArrayInputStream(other), new ByteArrayOutputStream(), "f"));
    }
  }

  private static byte[] tag(EncryptedFile codec, byte[] disk) throws IOException {
    try {
      return codec.read(new ByteArrayInputStream(disk), new ByteArrayOutputStream(), "f");
    } catch (TamperedFile e) {
      return new byte[0];
    }
  }

  private static BlockCipher cipher(String cipher, String key, String salt) {
    FileCipher which = FileCipher.values()[Integer.parseInt(cipher)];
    return BlockCipher.of(which, TaskKeys.of(hex(key)), hex(salt));
  }

  private static EncryptedFile codec(List<String> vector) {
    return new EncryptedFile(
        FileCipher.values()[Integer.parseInt(vector.get(1))], TaskKeys.of(hex(vector.get(2))));
  }

  private static boolean hasHole(byte[] disk) {
    for (int at = 64; at < disk.length; at += 64) {
      if (Arrays.equals(Arrays.copyOfRange(disk, at, at + 64), new byte[64])) {
        return true;
      }
    }
    return false;
  }

  private static Stream<List<String>> blocks() throws IOException {
    return vectors().filter(vector -> vector.size() == 6);
  }

  private static Stream<List<String>> files() throws IOException {
    return vectors().filter(vector -> vector.get(0).equals("file"));
  }

  private static Stream<List<String>> vectors() throws IOException {
    return Files.readAllLines(VECTORS).stream()
        .filter(line -> !line.isBlank())
        .map(line -> List.of(line.split(" ", -1)));
  }

  private static byte[] hex(String text) {
    return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
  }

  private static byte[] random(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
