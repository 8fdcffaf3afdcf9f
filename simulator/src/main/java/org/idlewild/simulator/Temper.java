package org.idlewild.simulator;

import java.util.List;

/** How a host behaves. */
enum Temper {
  /** Computes right answers in time. */
  HONEST,
  /** Needs longer than it is given, and reports late. */
  SLOW,
  /** Fails now and then, as chance has it. */
  FLAKY,
  /** Is away for days and comes back with old results. */
  VANISHING,
  /** Fails everything at once and asks for more. */
  BLACK_HOLE,
  /** Brings wrong answers, each time another one. */
  LIAR,
  /** Brings the same wrong answer as the others of its kind. */
  COLLUDER,
  /** Its clock is two years off. */
  WRONG_CLOCK,
  /** Its state was copied: two machines speak as one host. */
  TWIN,
  /** Its user ends tasks. */
  IMPATIENT,
  /** Leaves for good after a while, without a word. */
  LEAVING;

  /** What hosts are drawn from; honest ones are common, as they are. */
  static final List<Temper> MIX =
      List.of(
          HONEST,
          HONEST,
          HONEST,
          HONEST,
          HONEST,
          HONEST,
          SLOW,
          FLAKY,
          VANISHING,
          BLACK_HOLE,
          LIAR,
          COLLUDER,
          COLLUDER,
          WRONG_CLOCK,
          TWIN,
          IMPATIENT,
          LEAVING);

  boolean lies() {
    return this == LIAR || this == COLLUDER;
  }
}
