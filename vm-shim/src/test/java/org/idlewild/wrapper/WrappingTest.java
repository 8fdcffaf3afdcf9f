package org.idlewild.wrapper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.idlewild.wrapper.Machine.X86;
import static org.idlewild.wrapper.Machine.X86_64;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WrappingTest {

  @ParameterizedTest
  @CsvSource({"X86, vm32.dll", "X86_64, vm64.dll"})
  void theVirtualMachineIsImportedFirstAndTheRestAsBefore(Machine machine, String shim)
      throws Exception {
    Pe before = Pe.read(Sample.of(machine).bytes());
    Pe after = Pe.read(wrapped(Sample.of(machine)));

    assertThat(after.imports().get(0)).isEqualTo(new Import(shim, List.of("evm_present")));
    assertThat(after.imports().subList(1, 3)).isEqualTo(before.imports());
    assertThat(Wrapping.isWrapped(before)).isFalse();
    assertThat(Wrapping.isWrapped(after)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void oneSectionIsAddedAndTheOthersStayInMemoryWhereTheyWere(Machine machine) throws Exception {
    byte[] old = Sample.of(machine).bytes();
    Pe before = Pe.read(old);
    byte[] wrapped = wrapped(Sample.of(machine));
    Pe after = Pe.read(wrapped);

    assertThat(after.sections()).hasSize(3).startsWith(before.sections().toArray(new Section[0]));
    assertThat(after.sections().get(2).name()).isEqualTo(".evm");
    assertThat(after.sections().get(2).isExecutable()).isFalse();
    assertThat(after.layout().sizeOfImage()).isEqualTo(0x4000);
    assertThat(Arrays.copyOfRange(wrapped, Sample.CODE, Sample.END))
        .isEqualTo(Arrays.copyOfRange(old, Sample.CODE, Sample.END));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrappedIsWrappedNoFurther(Machine machine) throws Exception {
    byte[] once = wrapped(Sample.of(machine).overlay("archive"));
    assertThat(Wrapping.of(once, Signature.REFUSE)).isEqualTo(once).isNotSameAs(once);
  }

  @Test
  void theOriginalIsLeftAsItIs() throws Exception {
    byte[] program = Sample.of(X86).bytes();
    Wrapping.of(program, Signature.REFUSE);
    assertThat(program).isEqualTo(Sample.of(X86).bytes());
  }

  @Test
  void aProgramMarkedAsWinesOwnIsMarkedNoLonger() throws Exception {
    byte[] marked = Sample.of(X86_64).bytes();
    System.arraycopy("Wine builtin DLL".getBytes(US_ASCII), 0, marked, 0x40, 16);
    assertThat(new String(Wrapping.of(marked, Signature.REFUSE), US_ASCII)).doesNotContain("Wine ");
    assertThat(new String(marked, US_ASCII)).contains("Wine ");
  }

  @ParameterizedTest
  @EnumSource
  void headersWithoutRoomGrow(Machine machine) throws Exception {
    Pe before = Pe.read(Sample.of(machine).fullHeaders().bytes());
    Pe after = Pe.read(wrapped(Sample.of(machine).fullHeaders().overlay("archive")));

    assertThat(after.layout().sizeOfHeaders()).isEqualTo(0x600);
    assertThat(after.sections().get(0).file().at()).isEqualTo(Sample.CODE + 0x200);
    assertThat(after.sections().get(0).memory()).isEqualTo(before.sections().get(0).memory());
    assertThat(after.imports().subList(1, 3)).isEqualTo(before.imports());
  }

  @Test
  void debugAndSymbolPointersMoveWithWhatTheyPointTo() throws Exception {
    Sample sample = Sample.of(X86_64).debug(Sample.END + 3).fullHeaders().overlay("...symbols");
    int header = (int) Pe.read(sample.bytes()).layout().header();
    byte[] wrapped = wrapped(sample.u32(header + 12, Sample.END + 3));

    assertThat(textAt(wrapped, u32(wrapped, header + 12))).isEqualTo("symbols");
    assertThat(textAt(wrapped, u32(wrapped, Sample.DATA + 0x200 + Sample.DEBUG + 24)))
        .isEqualTo("symbols");
  }

  @Test
  void theOverlayFollowsTheLastSectionAndEndsTheFile() throws Exception {
    byte[] wrapped = wrapped(Sample.of(X86).overlay("archive"));

    assertThat(textAt(wrapped, (int) Pe.read(wrapped).overlay().at())).isEqualTo("archive");
  }

  @Test
  void aSignedProgramIsRefusedUnlessItMayBeStripped() throws Exception {
    Sample signed = Sample.of(X86_64).signature("archive.", 16).overlay("archive.ssssssssssssssss");

    assertThatExceptionOfType(MalformedProgram.class)
        .isThrownBy(() -> Wrapping.of(signed.bytes(), Signature.REFUSE))
        .withMessageContaining("signed");
    byte[] stripped = Wrapping.of(signed.bytes(), Signature.STRIP);
    assertThat(Pe.read(stripped).isSigned()).isFalse();
    assertThat(textAt(stripped, (int) Pe.read(stripped).overlay().at())).isEqualTo("archive.");
  }

  @Test
  void aStrippedProgramNoLongerDemandsASignature() throws Exception {
    Sample signed = Sample.of(X86).signature("", 16);
    byte[] stripped = Wrapping.of(signed.u16(signed.optional(70), 0x0180).bytes(), Signature.STRIP);
    assertThat(u32(stripped, signed.optional(70)) & 0xffff).isEqualTo(0x0100);
  }

  @ParameterizedTest
  @EnumSource
  void dataDoNotRunWhateverTheProgramSays(Machine machine) throws Exception {
    Sample program = Sample.of(machine).u16(Sample.of(machine).optional(70), 0x0040);
    assertThat(u32(wrapped(program), program.optional(70)) & 0xffff).isEqualTo(0x0140);
  }

  @Test
  void whatFollowsASignatureIsKept() throws Exception {
    byte[] program =
        Sample.of(X86).signature("before..", 8).overlay("before..ssssssssafter").bytes();
    byte[] stripped = Wrapping.of(program, Signature.STRIP);
    assertThat(textAt(stripped, (int) Pe.read(stripped).overlay().at())).isEqualTo("before..after");
  }

  @Test
  void boundImportsAreGivenUp() throws Exception {
    Sample bound = Sample.of(X86_64);
    int behindTheTable = bound.table() + 80;
    bound
        .directory(Directory.BOUND_IMPORT, behindTheTable, 32)
        .u32(behindTheTable, 0x1234)
        .u32(Sample.DATA + 4, -1)
        .u32(Sample.DATA + 8, -1);
    byte[] wrapped = wrapped(bound);

    Pe pe = Pe.read(wrapped);
    assertThat(pe.directory(Directory.BOUND_IMPORT)).isEqualTo(Extent.NONE);
    int descriptors = (int) pe.offset(pe.directory(Directory.IMPORT).at(), "imports");
    assertThat(u32(wrapped, descriptors + 24)).isZero();
    assertThat(u32(wrapped, descriptors + 28)).isZero();
  }

  @Test
  void theOtherDirectoriesStayWhereTheyAre() throws Exception {
    Sample sample = Sample.of(X86).directory(Directory.CLR, 0x2500, 72);
    sample.directory(Directory.TLS, 0x2510, 24).directory(Directory.RESOURCE, 0x2520, 16);
    Pe before = Pe.read(sample.bytes());
    Pe after = Pe.read(wrapped(sample));

    for (Directory directory : Directory.values()) {
      if (directory != Directory.IMPORT) {
        assertThat(after.directory(directory)).isEqualTo(before.directory(directory));
      }
    }
  }

  @Test
  void aProgramThatImportsNothingImportsTheVirtualMachine() throws Exception {
    byte[] wrapped = wrapped(Sample.of(X86).directory(Directory.IMPORT, 0, 0));
    assertThat(Pe.read(wrapped).imports()).extracting(Import::library).containsExactly("vm32.dll");
  }

  @Test
  void otherDataBehindTheSectionTableAreNotOverwritten() {
    Sample sample = Sample.of(X86);
    sample.u32(sample.table() + 100, 1);
    refused(sample, "other data");
  }

  @Test
  void aFileOfResourcesAloneIsRefused() {
    Sample sample = Sample.of(X86);
    refused(sample.u32(sample.table() + 36, 0x4000_0040).u32(sample.optional(16), 0), "resources");
  }

  @Test
  void aProgramThatHasALibraryOfOurNameIsRefused() {
    refused(Sample.of(X86).imports("a.dll", "VM64.dll"), "VM64.dll");
  }

  @ParameterizedTest
  @EnumSource
  void theCheckSumIsThatOfTheNewFile(Machine machine) throws Exception {
    byte[] wrapped = wrapped(Sample.of(machine));
    int at = Sample.of(machine).optional(64);
    assertThat(u32(wrapped, at)).isEqualTo(Checksum.of(wrapped, at)).isGreaterThan(wrapped.length);
  }

  @Test
  void aCheckSumIsTheSumOfWordsWithItsCarryAndTheLength() {
    byte[] file = {(byte) 0xff, (byte) 0xff, 2, 0, 9, 9, 9, 9, 3};
    assertThat(Checksum.of(file, 4)).isEqualTo(5 + 9);
  }

  private static byte[] wrapped(Sample sample) throws MalformedProgram {
    return Wrapping.of(sample.bytes(), Signature.REFUSE);
  }

  private static void refused(Sample sample, String reason) {
    assertThatExceptionOfType(MalformedProgram.class)
        .isThrownBy(() -> wrapped(sample))
        .withMessageContaining(reason);
  }

  private static int u32(byte[] file, int at) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static String textAt(byte[] file, int at) {
    return new String(file, at, file.length - at, StandardCharsets.US_ASCII);
  }
}
