package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.idlewild.wrapper.Machine.X86;
import static org.idlewild.wrapper.Machine.X86_64;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeTest {

  @ParameterizedTest
  @EnumSource
  void aProgramsHeadersAreRead(Machine machine) throws Exception {
    Pe pe = Pe.read(Sample.of(machine).bytes());

    assertThat(pe.layout().machine()).isEqualTo(machine);
    assertThat(pe.layout().library()).isFalse();
    assertThat(pe.layout().entryPoint()).isEqualTo(0x1000);
    assertThat(pe.sections()).extracting(Section::name).containsExactly(".text", ".rdata");
    assertThat(pe.sections()).extracting(Section::isExecutable).containsExactly(true, false);
    assertThat(pe.sections().get(1).file()).isEqualTo(new Extent(Sample.DATA, Sample.DATA_SIZE));
    assertThat(pe.overlay().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void itsImportsAreReadByNameAndByNumber(Machine machine) throws Exception {
    assertThat(Pe.read(Sample.of(machine).bytes()).imports())
        .containsExactly(
            new Import("KERNEL32.dll", List.of("function0", "#7")),
            new Import("msvcrt.dll", List.of("function1", "#7")));
  }

  @ParameterizedTest
  @EnumSource
  void itsExportsAreRead(Machine machine) throws Exception {
    assertThat(Pe.read(Sample.of(machine).export("solve", 0x1002).bytes()).exports())
        .containsExactly(new Export("solve", 0x1002));
  }

  @Test
  void whatFollowsTheLastSectionIsTheOverlay() throws Exception {
    assertThat(Pe.read(Sample.of(X86).overlay("archive").bytes()).overlay())
        .isEqualTo(new Extent(Sample.END, 7));
  }

  @Test
  void aSignatureAndADotNetHeaderAreSeen() throws Exception {
    Pe signed = Pe.read(Sample.of(X86_64).signature("", 16).bytes());
    Pe managed = Pe.read(Sample.of(X86_64).directory(Directory.CLR, 0x2000, 72).bytes());

    assertThat(List.of(signed.isSigned(), signed.isDotNet())).containsExactly(true, false);
    assertThat(List.of(managed.isSigned(), managed.isDotNet())).containsExactly(false, true);
  }

  @Test
  void aProgramWithoutImportsHasNone() throws Exception {
    byte[] program = Sample.of(X86).directory(Directory.IMPORT, 0, 0).bytes();
    assertThat(Pe.read(program).imports()).isEmpty();
  }

  static Stream<Arguments> malformed() {
    int header = Sample.HEADER;
    Sample wide = Sample.of(X86_64);
    int table = wide.table();
    return Stream.of(
        refused("an ARM program", sample().u16(header + 4, 0x1c4), header + 4, "ARM"),
        refused("an ARM64 program", sample().u16(header + 4, 0xaa64), header + 4, "ARM64"),
        refused("another machine", sample().u16(header + 4, 0x200), header + 4, "0x0200"),
        refused("a 16-bit program", sample().u32(header, 0x454e), 0x3c, "16-bit"),
        refused("a DOS program", sample().u32(0x3c, 0), 0x3c, "DOS"),
        refused("a text", sample().u16(0, 0x6161), 0, "no Windows program"),
        refused("an object", sample().u16(header + 22, 0), header + 22, "object file"),
        refused("mixed widths", sample().u16(wide.optional(0), 0x10b), header + 24, "0x20b"),
        refused("a header elsewhere", sample().u32(0x3c, -16), 0xffff_fff0L, "truncated"),
        refused("no sections", sample().u16(header + 6, 0), header + 6, "0 sections"),
        refused("too many sections", sample().u16(header + 6, 97), header + 6, "97 sections"),
        refused("odd alignment", sample().u32(wide.optional(36), 3), wide.optional(32), "powers"),
        refused("a short image", sample().u32(wide.optional(56), 0x2000), 0, "0x3000"),
        refused("headers too short", sample().u32(wide.optional(60), 16), 0, "contradict"),
        refused("overlap in memory", sample().u32(table + 52, 0x1000), 0, ".rdata overlaps"),
        refused("overlap in the file", sample().u32(table + 60, 0x400), 0, "in the file"),
        refused("a section outside", sample().u32(table + 60, 0x8000_0000L), 0, "truncated"),
        refused("an entry in data", sample().u32(wide.optional(16), 0x2000), 0, "entry point"),
        refused("many directories", sample().u32(wide.optional(108), 17), 0, "17 data"),
        refused("imports nowhere", sample().directory(Directory.IMPORT, 0x1ff0, 20), 0, "nothing"),
        refused("a huge table", sample().directory(Directory.TLS, 0x2000, -1), 0, "TLS"),
        refused("a cut signature", sample().directory(Directory.SECURITY, 9, -1), 0, "certif"),
        refused("an odd name", sample().u32(Sample.DATA + 0x200, 0x41ff), 0, "printable"));
  }

  private static Sample sample() {
    return Sample.of(X86_64);
  }

  private static Arguments refused(String what, Sample sample, long offset, String reason) {
    return Arguments.of(what, sample.bytes(), offset, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsMalformedIsRefusedWithItsPlaceAndReason(
      String what, byte[] program, long offset, String reason) {
    assertThatExceptionOfType(MalformedProgram.class)
        .as(what)
        .isThrownBy(() -> Pe.read(program))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.offset()).isIn(offset, offset == 0 ? e.offset() : offset));
  }

  @ParameterizedTest
  @EnumSource
  void aProgramCutAnywhereIsRefused(Machine machine) {
    byte[] program = Sample.of(machine).bytes();
    for (int length = 0; length < program.length; length += 7) {
      byte[] cut = Arrays.copyOf(program, length);
      assertThatExceptionOfType(MalformedProgram.class).isThrownBy(() -> Pe.read(cut));
    }
  }

  @Test
  void manyImportsOfOneLongNameAreRefusedBeforeTheyFillTheMemory() {
    ByteBuffer content = ByteBuffer.allocate(0x2_0000).order(ByteOrder.LITTLE_ENDIAN);
    int name = 0x1_f000;
    for (int at = 0; at < name - 4; at += 4) {
      content.putInt(at, 0x3000 + name);
    }
    Arrays.fill(content.array(), name, name + 4000, (byte) 'a');
    byte[] program = Sample.of(X86).u32(Sample.DATA, 0x3000).withSection(content.array());

    assertThatExceptionOfType(MalformedProgram.class)
        .isThrownBy(() -> Pe.read(program))
        .withMessageContaining("too long");
  }

  @Test
  void aNameThatNeverEndsIsRefused() {
    byte[] name = new byte[0x2000];
    Arrays.fill(name, (byte) 'a');
    byte[] program = Sample.of(X86).u32(Sample.DATA + 12, 0x3000).withSection(name);

    assertThatExceptionOfType(MalformedProgram.class)
        .isThrownBy(() -> Pe.read(program))
        .withMessageContaining("too long");
  }
}
