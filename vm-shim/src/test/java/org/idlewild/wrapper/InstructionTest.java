package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstructionTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "nop, 90",
    "push rbp, 55",
    "'mov rbp, rsp', 4889e5",
    "'sub rsp, 28h', 4883ec28",
    "'sub rsp, 128h', 4881ec28010000",
    "'mov eax, 5', b805000000",
    "'mov ax, 5', 66b80500",
    "'mov rax, imm64', 48b8efcdab8967452301",
    "'mov al, [moffs64]', a0efcdab8967452301",
    "'mov al, [moffs32]', 67a067452301",
    "'lea rcx, [rip+disp32]', 488d0d10000000",
    "'mov eax, [rsp+8]', 8b442408",
    "'mov eax, [rsp+disp32]', 8b842400010000",
    "'mov eax, [disp32]', 8b042500000000",
    "'mov eax, [rbp+rcx*4+0]', 8b448d00",
    "'call rel32', e800000000",
    "'jmp rel8', ebfe",
    "'je rel32', 0f8400000000",
    "ret, c3",
    "'ret 8', c20800",
    "'enter 16, 0', c8100000",
    "'test cl, 1', f6c101",
    "'not cl', f6d1",
    "'test ecx, imm32', f7c101000000",
    "'test cx, imm16', 66f7c10100",
    "'neg ecx', f7d9",
    "'imul eax, ecx, imm32', 69c100010000",
    "'imul eax, ecx, imm8', 6bc103",
    "'lock cmpxchg [rdx], rcx', f0480fb10a",
    "'movaps xmm0, [rcx]', 0f2801",
    "'pshufd xmm0, xmm1, 4', 660f70c104",
    "'pshufb xmm0, xmm1', 660f3800c1",
    "'palignr xmm0, xmm1, 8', 660f3a0fc108",
    "'vzeroupper', c5f877",
    "'vaddps ymm0, ymm1, ymm2', c5f458c2",
    "'vpshufd xmm0, xmm1, 4', c5f970c104",
    "'vfmadd231ps ymm0, ymm1, [rcx+8]', c4e275b84108",
    "'vpermq ymm0, ymm1, 4', c4e3fd00c104",
    "'vaddps zmm0, zmm1, [rcx+64]', 62f17448584101",
    "'vpternlogd zmm0, zmm1, zmm2, 5', 62f3754825c205",
    "'vpcomb (XOP)', 8fe878ccc105",
    "'nop word [rax+rax+0]', 660f1f840000000000",
    "'mov cr0, rax', 0f22c0",
    "'movsxd rax, ecx', 4863c1",
    "'syscall', 0f05"
  })
  void a64BitInstructionIsAsLongAsItsManualSays(String text, String hex) {
    assertThat(length(Machine.X86_64, hex)).as(text).isEqualTo(hex.length() / 2);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "inc eax, 40",
    "pusha, 60",
    "'mov eax, [moffs32]', a178563412",
    "'mov eax, [moffs16]', 67a13412",
    "'mov eax, [si+disp16]', 678b843412",
    "'mov eax, [disp16]', 678b063412",
    "'mov eax, [disp32]', 8b0578563412",
    "'call far ptr', 9a785634120800",
    "'jmp far ptr', ea785634120800",
    "'les eax, [ecx]', c401",
    "'lds eax, [ecx+8]', c54108",
    "'bound eax, [ecx]', 6201",
    "'vaddps ymm0, ymm1, ymm2', c5f458c2",
    "'arpl ax, cx', 63c8",
    "'aam', d40a",
    "'jne rel16', 660f853412",
    "'mov dr7, eax', 0f23f8"
  })
  void a32BitInstructionIsAsLongAsItsManualSays(String text, String hex) {
    assertThat(length(Machine.X86, hex)).as(text).isEqualTo(hex.length() / 2);
  }

  @ParameterizedTest
  @CsvSource({"06", "60", "9a785634120800", "d40a", "0f04", "0f39", "4866b80500"})
  void whatIsNoInstructionIn64BitsHasNoLength(String hex) {
    assertThat(length(Machine.X86_64, hex)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"48", "e80000", "0f", "8b", "8b44", "c4e2", "62f17448", "66666666", "f7c10000"})
  void anInstructionThatTheCodeCutsOffHasNoLength(String hex) {
    assertThat(length(Machine.X86_64, hex)).isZero();
  }

  @Test
  void anInstructionOfMoreThanFifteenBytesIsNone() {
    assertThat(length(Machine.X86_64, "66".repeat(14) + "90")).isEqualTo(15);
    assertThat(length(Machine.X86_64, "66".repeat(15) + "90")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64, 0f05, SYSCALL",
    "X86_64, 480f05, SYSCALL",
    "X86, 0f34, SYSENTER",
    "X86, cd2e, INT_2E",
    "X86, cd80, INT_80",
    "X86, cd03, NONE",
    "X86, 9a785634123300, FAR_CALL",
    "X86, ea785634122300, FAR_JUMP",
    "X86, 66ea56341b00, FAR_JUMP",
    "X86, ea484000d44640, NONE",
    "X86_64, 48ff18, FAR_CALL",
    "X86_64, ff28, FAR_JUMP",
    "X86_64, ff2d10000000, FAR_JUMP",
    "X86_64, ff2510000000, NONE",
    "X86_64, ffd0, NONE",
    "X86_64, b80f050000, NONE",
    "X86_64, 0f, NONE",
    "X86_64, ff, NONE"
  })
  void whatEntersTheKernelIsTold(Machine machine, String hex, Entry entry) {
    byte[] code = HexFormat.of().parseHex(hex);
    Instruction instruction = new Instruction(code, machine);
    instruction.read(0, code.length);
    assertThat(instruction.entry()).isEqualTo(entry);
  }

  @ParameterizedTest
  @EnumSource
  void randomBytesHaveLengthsUpToFifteen(Machine machine) {
    byte[] code = new byte[100_000];
    new Random(3).nextBytes(code);
    Instruction instruction = new Instruction(code, machine);
    for (int at = 0; at < code.length; at++) {
      assertThat(instruction.read(at, code.length)).isBetween(0, Math.min(15, code.length - at));
    }
  }

  private static int length(Machine machine, String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    return new Instruction(code, machine).read(0, code.length);
  }
}
