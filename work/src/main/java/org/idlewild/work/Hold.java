package org.idlewild.work;

/** Why a workunit is held: nothing of it is sent until it is resumed or given up. By ordinal. */
public enum Hold {
  /** Its owner, or an operator, paused it. */
  OWNER("its owner paused it"),
  /** It failed on several healthy hosts. */
  FAILS_EVERYWHERE("it failed on several healthy hosts"),
  /** It ended sooner than its own least run time. */
  TOO_SHORT("it ended sooner than its least run time"),
  /** It ran longer than its own most run time. */
  TOO_LONG("it ran longer than its most run time");

  private final String sentence;

  Hold(String sentence) {
    this.sentence = sentence;
  }

  /** Whether the server found a fault; such a hold does not last for ever. */
  public boolean isForCause() {
    return this != OWNER;
  }

  /** The reason in words. */
  public String sentence() {
    return sentence;
  }
}
