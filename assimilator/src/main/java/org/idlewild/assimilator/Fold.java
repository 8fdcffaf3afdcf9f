package org.idlewild.assimilator;

import java.math.BigDecimal;

/** How the numbers of one key become one. */
enum Fold {
  SUM,
  MIN,
  MAX,
  /** How many lines had the key, whatever their numbers. */
  COUNT;

  BigDecimal of(BigDecimal one, BigDecimal other) {
    return switch (this) {
      case SUM, COUNT -> one.add(other);
      case MIN -> one.min(other);
      case MAX -> one.max(other);
    };
  }
}
