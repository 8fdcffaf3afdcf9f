package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, it is read, wrapped and scanned, or refused in words. */
class FuzzTest {
  private static final int MUTATIONS = 20_000;
  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff, 0x10, 0x20, 0x40};

  @Test
  void twentyThousandMutationsAreReadOrRefused() {
    List<byte[]> samples = samples();
    Random random = new Random(11);
    AtomicInteger wrapped = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] program = mutated(samples.get(i % samples.size()), random);
      assertThatNoException()
          .as("mutation %d", i)
          .isThrownBy(() -> (isTaken(program) ? wrapped : refused).incrementAndGet());
    }
    assertThat(wrapped.get()).isGreaterThan(MUTATIONS / 20);
    assertThat(refused.get()).isGreaterThan(MUTATIONS / 20);
  }

  @Test
  void aProgramCutAnywhereIsReadOrRefused() {
    for (byte[] sample : samples()) {
      for (int length = 0; length < sample.length; length += 3) {
        byte[] cut = Arrays.copyOf(sample, length);
        assertThatNoException().as("%d bytes", length).isThrownBy(() -> isTaken(cut));
      }
    }
  }

  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    for (Machine machine : Machine.values()) {
      Sample sample = Sample.of(machine).export("solve", 0x1001).function(0x1000, 0x1003);
      samples.add(sample.bytes());
      samples.add(sample.debug(Sample.END + 1).fullHeaders().overlay("overlay").bytes());
      samples.add(Sample.of(machine).signature("before..", 16).bytes());
    }
    return samples;
  }

  private static byte[] mutated(byte[] sample, Random random) {
    byte[] program = sample.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      boolean headers = random.nextBoolean();
      int at = headers ? random.nextInt(Sample.CODE) : random.nextInt(program.length);
      int telling = TELLING[random.nextInt(TELLING.length)];
      program[at] = (byte) (random.nextBoolean() ? telling : random.nextInt(256));
    }
    return program;
  }

  /** Also checks that what is taken stays readable, once and twice wrapped. */
  private static boolean isTaken(byte[] program) {
    byte[] once;
    try {
      Scan.of(Pe.read(program), program);
      once = Wrapping.of(program, Signature.STRIP);
    } catch (MalformedProgram refused) {
      assertThat(refused.reason()).endsWith(".");
      return false;
    }
    assertThat(once.length).isLessThan(program.length + 0x1_0000 + 0x1_0000);
    try {
      assertThat(Wrapping.isWrapped(Pe.read(once))).isTrue();
      assertThat(Arrays.equals(Wrapping.of(once, Signature.REFUSE), once)).isTrue();
    } catch (MalformedProgram impossible) {
      throw new AssertionError("what was wrapped cannot be read", impossible);
    }
    return true;
  }
}
