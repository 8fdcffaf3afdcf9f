package org.idlewild.examples.mersenne;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MersenneTest {
  @Test
  void findsEveryExponentThatMathematicsKnowsUpTo1300() {
    assertThat(Main.exponents(1, 1300))
        .containsExactly(2, 3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279);
  }

  @Test
  void findsTheLargestExponentOfTheDemoAndNotItsNeighbours() {
    assertThat(Main.exponents(4410, 4430)).containsExactly(4423);
  }

  @Test
  void neverTakesAMersennePrimeForItsOwnFactor() {
    assertThat(IntStream.of(3, 5, 7, 13, 17, 19, 31, 61, 89).filter(Mersenne::hasSmallFactor))
        .isEmpty();
  }

  @Test
  void refusesOnlyExponentsWhoseMersenneNumberIsComposite() {
    assertThat(IntStream.range(3, 400).filter(Mersenne::isPrimeExponent))
        .filteredOn(Mersenne::hasSmallFactor)
        .isNotEmpty()
        .noneMatch(p -> BigInteger.TWO.pow(p).subtract(BigInteger.ONE).isProbablePrime(50));
  }

  @Test
  void aSplitRangeGivesTheSameListAsTheWhole() {
    IntStream parts =
        IntStream.iterate(2, lo -> lo <= 700, lo -> lo + 30)
            .flatMap(lo -> Main.exponents(lo, Math.min(lo + 29, 700)));

    assertThat(parts.toArray()).isEqualTo(Main.exponents(2, 700).toArray());
  }
}
