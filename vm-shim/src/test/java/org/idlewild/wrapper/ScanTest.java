package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.wrapper.Machine.X86;
import static org.idlewild.wrapper.Machine.X86_64;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanTest {
  private static final int TEXT = Sample.TEXT_ADDRESS;

  @ParameterizedTest
  @EnumSource
  void aProgramThatStaysInItsLibrariesIsClean(Machine machine) throws Exception {
    Scan scan = scan(Sample.of(machine).bytes());
    assertThat(scan.verdict()).isEqualTo(Verdict.CLEAN);
    assertThat(scan.findings()).isEmpty();
  }

  @Test
  void aDirectSystemCallIsSuspiciousAndItsAddressIsTold() throws Exception {
    Scan scan = scan(Sample.of(X86_64).code(0x4c, 0x8b, 0xd1, 0x0f, 0x05, 0xc3).bytes());

    assertThat(scan.verdict()).isEqualTo(Verdict.SUSPICIOUS);
    assertThat(scan.findings()).containsExactly(new Finding(Entry.SYSCALL, TEXT + 3));
    assertThat(scan.findings().get(0)).hasToString("syscall at 0x1003");
  }

  @Test
  void theSameBytesInsideOfAnInstructionAreNone() throws Exception {
    Scan scan = scan(Sample.of(X86_64).code(0xb8, 0x0f, 0x05, 0xcd, 0x2e, 0xc3).bytes());
    assertThat(scan.verdict()).isEqualTo(Verdict.CLEAN);
  }

  @Test
  void aCallHiddenBehindDataIsFoundWhereAFunctionBegins() throws Exception {
    Sample sample = Sample.of(X86_64).code(0xc3, 0x48, 0xb8, 0x0f, 0x05, 0xc3);

    assertThat(scan(sample.bytes()).findings()).isEmpty();
    assertThat(scan(sample.function(TEXT + 3, TEXT + 6).bytes()).findings())
        .containsExactly(new Finding(Entry.SYSCALL, TEXT + 3));
  }

  @Test
  void aCallHiddenBehindDataIsFoundWhereAnExportBegins() throws Exception {
    Sample sample = Sample.of(X86).code(0xc3, 0xb8, 0xcd, 0x2e, 0xc3);

    assertThat(scan(sample.export("solve", TEXT + 2).bytes()).findings())
        .containsExactly(new Finding(Entry.INT_2E, TEXT + 2));
  }

  @Test
  void noMoreThanAHundredFindingsAreKept() throws Exception {
    int[] calls = new int[0x200];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = i % 2 == 0 ? 0x0f : 0x05;
    }
    assertThat(scan(Sample.of(X86_64).code(calls).bytes()).findings()).hasSize(100);
  }

  @Test
  void codeThatCanBeWrittenIsPacked() throws Exception {
    Sample sample = Sample.of(X86);
    Scan scan = scan(sample.u32(sample.table() + 36, 0xe000_0020L).bytes());

    assertThat(scan.verdict()).isEqualTo(Verdict.PACKED);
    assertThat(scan.notes()).containsExactly("The section .text is both code and writable.");
  }

  @Test
  void codeThatLooksRandomInAProgramOfFewImportsIsPacked() throws Exception {
    byte[] noise = new byte[0x2000];
    new Random(1).nextBytes(noise);

    Scan scan = scan(Sample.of(X86).withSection(noise));
    assertThat(scan.verdict()).isEqualTo(Verdict.PACKED);
    assertThat(scan.notes()).containsExactly("The section .more looks compressed or encrypted.");
  }

  @Test
  void aDotNetProgramIsSuspiciousForItsImportsMayNotBeLoaded() throws Exception {
    Scan scan = scan(Sample.of(X86).directory(Directory.CLR, 0x2500, 72).bytes());
    assertThat(scan.verdict()).isEqualTo(Verdict.SUSPICIOUS);
    assertThat(scan.notes()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void wrappingChangesNoVerdict(Machine machine) throws Exception {
    byte[] wrapped = Wrapping.of(Sample.of(machine).bytes(), Signature.REFUSE);
    assertThat(scan(wrapped)).isEqualTo(scan(Sample.of(machine).bytes()));
  }

  private static Scan scan(byte[] program) throws MalformedProgram {
    return Scan.of(Pe.read(program), program);
  }
}
