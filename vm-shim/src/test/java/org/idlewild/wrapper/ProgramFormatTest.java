package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramFormatTest {

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("a 64-bit Windows program", pe(0x80, 0x8664), ProgramFormat.WINDOWS_X86_64),
        Arguments.of("a 32-bit Windows program", pe(0x80, 0x014c), ProgramFormat.WINDOWS_X86),
        Arguments.of("an ARM Windows program", pe(0x80, 0xaa64), ProgramFormat.UNKNOWN),
        Arguments.of(
            "a header right behind the stub", pe(64, 0x8664), ProgramFormat.WINDOWS_X86_64),
        Arguments.of("a 64-bit Linux program", elf(2, 62), ProgramFormat.LINUX_X86_64),
        Arguments.of("a 32-bit ELF", elf(1, 62), ProgramFormat.UNKNOWN),
        Arguments.of("an ARM ELF", elf(2, 183), ProgramFormat.UNKNOWN),
        Arguments.of("a JAR", text("PK\3\4rest"), ProgramFormat.JAR),
        Arguments.of("no more than a JAR's mark", text("PK\3\4"), ProgramFormat.JAR),
        Arguments.of("an empty ZIP", text("PK\5\6"), ProgramFormat.UNKNOWN),
        Arguments.of("a script", text("#!/bin/sh\n"), ProgramFormat.SCRIPT),
        Arguments.of("a text", text("hello"), ProgramFormat.UNKNOWN),
        Arguments.of("nothing", new byte[0], ProgramFormat.UNKNOWN),
        Arguments.of("a DOS program", dos(0), ProgramFormat.UNKNOWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void aFileIsKnownByItsFirstBytes(String what, byte[] head, ProgramFormat expected) {
    assertThat(ProgramFormat.of(head)).as(what).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Integer.MIN_VALUE,
        -1,
        0,
        4,
        63,
        256 - 5,
        256,
        257,
        4096,
        Integer.MAX_VALUE - 3,
        Integer.MAX_VALUE
      })
  void aHeaderThatLiesElsewhereIsNoHeader(int offset) {
    assertThat(ProgramFormat.of(dos(offset))).isEqualTo(ProgramFormat.UNKNOWN);
  }

  @Test
  void aHeaderThatEndsWithTheFileIsRead() {
    assertThat(ProgramFormat.of(pe(256 - 6, 0x8664))).isEqualTo(ProgramFormat.WINDOWS_X86_64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void aHeadCutAnywhereIsNeverAFault(String what, byte[] head, ProgramFormat whole) {
    for (int length = 0; length < head.length; length++) {
      assertThat(ProgramFormat.of(Arrays.copyOf(head, length)))
          .as("%s cut after %s", what, length)
          .isIn(whole, ProgramFormat.UNKNOWN);
    }
  }

  @Test
  void tenThousandRandomHeadsAreNeverAFault() {
    Random random = new Random(7);
    byte[][] marks = {{'M', 'Z'}, {0x7f, 'E', 'L', 'F'}, {'P', 'K'}, {'#'}, {}};
    for (int i = 0; i < 10_000; i++) {
      byte[] head = new byte[random.nextInt(300)];
      random.nextBytes(head);
      byte[] mark = marks[i % marks.length];
      System.arraycopy(mark, 0, head, 0, Math.min(mark.length, head.length));
      if (head.length > 64 && i % 2 == 0) {
        head[0x3e] = 0;
        head[0x3f] = 0;
      }
      assertThat(ProgramFormat.of(head)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WINDOWS_X86_64, windows-x86_64",
    "WINDOWS_X86, windows-x86",
    "LINUX_X86_64, linux-x86_64",
    "JAR, java",
    "SCRIPT, script",
    "UNKNOWN, unknown"
  })
  void aFormatHasThePlatformsName(ProgramFormat format, String platform) {
    assertThat(format.platform()).isEqualTo(platform);
  }

  @ParameterizedTest
  @EnumSource
  void noTwoFormatsHaveOnePlatform(ProgramFormat format) {
    assertThat(ProgramFormat.values())
        .filteredOn(other -> other.platform().equals(format.platform()))
        .containsExactly(format);
  }

  private static byte[] dos(int headerOffset) {
    ByteBuffer head = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    head.put(0, (byte) 'M').put(1, (byte) 'Z').putInt(0x3c, headerOffset);
    return head.array();
  }

  private static byte[] pe(int offset, int machine) {
    ByteBuffer head = ByteBuffer.wrap(dos(offset)).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(offset, 0x4550).putShort(offset + 4, (short) machine);
    return head.array();
  }

  private static byte[] elf(int bits, int machine) {
    ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) bits}).putShort(18, (short) machine);
    return head.array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
