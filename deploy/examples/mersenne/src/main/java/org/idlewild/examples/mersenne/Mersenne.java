package org.idlewild.examples.mersenne;

import java.math.BigInteger;

/** Decides whether 2^p - 1 is prime: cheap refusals first, then the Lucas-Lehmer test. */
final class Mersenne {
  /** Trying factors up to here costs a small part of the Lucas-Lehmer test that it often saves. */
  private static final long HIGHEST_FACTOR = 1L << 24;

  private static final BigInteger TWO = BigInteger.TWO;

  private Mersenne() {}

  static boolean isPrime(int p) {
    return isPrimeExponent(p) && !hasSmallFactor(p) && passesLucasLehmer(p);
  }

  /** 2^p - 1 is composite when p is. */
  static boolean isPrimeExponent(int p) {
    if (p < 4) {
      return p >= 2;
    }
    if (p % 2 == 0) {
      return false;
    }
    for (int d = 3; (long) d * d <= p; d += 2) {
      if (p % d == 0) {
        return false;
      }
    }
    return true;
  }

  /** A prime factor of 2^p - 1 (odd prime p) is 2kp + 1 and 1 or 7 modulo 8. */
  static boolean hasSmallFactor(int p) {
    if (p == 2) {
      return false;
    }
    long highest = p < 48 ? (long) Math.sqrt((double) ((1L << p) - 1)) : HIGHEST_FACTOR;
    for (long q = 2L * p + 1; q <= Math.min(highest, HIGHEST_FACTOR); q += 2L * p) {
      if (mayDivide(q) && powerOfTwo(p, q) == 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayDivide(long q) {
    return (q % 8 == 1 || q % 8 == 7) && (q == 3 || q % 3 != 0) && (q == 5 || q % 5 != 0);
  }

  /** 2^exponent modulo q, for q below 2^31. */
  private static long powerOfTwo(int exponent, long q) {
    long power = 1;
    for (int bit = Integer.highestOneBit(exponent); bit != 0; bit >>= 1) {
      power = power * power % q;
      if ((exponent & bit) != 0) {
        power = (power << 1) % q;
      }
    }
    return power;
  }

  /** s(0) = 4, s(i+1) = s(i)^2 - 2: for an odd prime p, 2^p - 1 is prime when it divides s(p-2). */
  private static boolean passesLucasLehmer(int p) {
    if (p == 2) {
      return true;
    }
    BigInteger modulus = BigInteger.ONE.shiftLeft(p).subtract(BigInteger.ONE);
    BigInteger s = BigInteger.valueOf(4).mod(modulus);
    for (int i = 0; i < p - 2; i++) {
      s = reduce(s.multiply(s), modulus, p).subtract(TWO);
      if (s.signum() < 0) {
        s = s.add(modulus);
      }
    }
    return s.signum() == 0;
  }

  /** 2^p is 1 modulo 2^p - 1, so the upper half is added to the lower: no division. */
  private static BigInteger reduce(BigInteger n, BigInteger modulus, int p) {
    BigInteger folded = n.and(modulus).add(n.shiftRight(p));
    return folded.compareTo(modulus) >= 0 ? folded.subtract(modulus) : folded;
  }
}
