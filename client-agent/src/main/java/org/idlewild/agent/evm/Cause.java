package org.idlewild.agent.evm;

import java.util.Optional;

/** Why a wrapped program ended. */
public enum Cause {
  /** By itself, with 0. */
  DONE(Blame.NOBODY, "It ended by itself."),
  /** By itself, with another code. */
  FAILED(Blame.UNIT, "It ended with the code %s."),
  /** Wine could not start it. */
  NOT_STARTED(Blame.HOST, "It could not be started: the system answered %s."),
  /** The virtual machine found that it could not enclose it. */
  REFUSED_START(Blame.HOST, "The virtual machine refused to start it."),
  /** Wine failed before any of its code ran; what it needs of Windows was found when wrapping. */
  NOT_LOADED(Blame.HOST, "It could not be loaded: the system answered %s."),
  /** It ran, and the virtual machine never said that it was in it. */
  UNENCLOSED(Blame.UNIT, "It ran outside of the virtual machine."),
  /** It did not hear from the agent for too long. */
  LOST(Blame.HOST, "It lost the agent and ended itself."),
  /** Somebody else changed a file of the task. */
  TAMPERED(Blame.HOST, "A file of the task was changed by somebody else."),
  /** It was gone before it could say that it ends, as when the system has no memory left. */
  CUT_OFF(Blame.HOST, "The system ended it in the midst of its work."),
  /** What started it was gone before it. */
  LAUNCHER_GONE(Blame.HOST, "What started it ended before it."),
  /** The machine's disk is full. */
  DISK_FULL(Blame.HOST, "The disk of this machine is full."),
  /** More memory than allowed. */
  MEMORY(Blame.UNIT, "It used more memory than it may."),
  /** More processor time than allowed. */
  CPU(Blame.UNIT, "It used more processor time than it may."),
  /** More wall time than allowed. */
  TIME(Blame.UNIT, "It ran for longer than it may."),
  /** More disk than allowed. */
  DISK(Blame.UNIT, "It wrote more to its folder than it may."),
  /** More processes and threads than allowed. */
  PROCESSES(Blame.UNIT, "It had more processes and threads than it may."),
  /** More standard output than allowed. */
  OUTPUT(Blame.UNIT, "It wrote more to its standard output than it may."),
  /** The agent or its user ended it. */
  KILLED(Blame.USER, "It was ended from outside.");

  /** The codes by which the virtual machine ends a program. */
  static final int EVM_BROKEN = 0xE0E50001;

  static final int EVM_LOST = 0xE0E50002;
  static final int EVM_TAMPERED = 0xE0E50003;
  static final int EVM_ENDED = 0xE0E50004;

  private static final int SEVERITY = 28;
  private static final int SYSTEM_ERROR = 0xc;

  private final Blame blame;
  private final String sentence;

  Cause(Blame blame, String sentence) {
    this.blame = blame;
    this.sentence = sentence;
  }

  /** Whose doing it was. */
  public enum Blame {
    /** It did not fail. */
    NOBODY,
    /** The host's: it would do well elsewhere. */
    HOST,
    /** The unit's: it would fail elsewhere too. */
    UNIT,
    /** The desktop's user, and nobody's fault. */
    USER
  }

  /** Whose doing it was. */
  public Blame blame() {
    return blame;
  }

  /** One sentence that needs no detail. */
  public String sentence() {
    return sentence;
  }

  /** One sentence; the detail is the code or number it speaks of. */
  String sentence(String detail) {
    return sentence.formatted(detail);
  }

  /** What becomes of it for a program that never said that it ends: Wine gives it the code 0. */
  Cause cutOff() {
    return this == DONE ? CUT_OFF : this;
  }

  /**
   * What becomes of it for a program in which the virtual machine never was.
   *
   * @param exit its code; those of the system's own errors are Wine's, for the program's code runs
   *     after the virtual machine's
   */
  Cause unenclosed(int exit) {
    if (this != DONE && this != FAILED) {
      return this;
    }
    return exit >>> SEVERITY == SYSTEM_ERROR ? NOT_LOADED : UNENCLOSED;
  }

  /**
   * Judges an end.
   *
   * @param ours why the agent ended it, if it did
   * @param report what the launcher said
   * @param tampered whether a process found a file changed
   */
  static Cause of(Optional<Cause> ours, ReportedExit report, boolean tampered) {
    if (ours.isPresent()) {
      return ours.get();
    }
    if (tampered) {
      return TAMPERED;
    }
    if (report.failure().isPresent()) {
      return NOT_STARTED;
    }
    if (report.exit().isEmpty()) {
      return LAUNCHER_GONE;
    }
    return switch (report.exit().get()) {
      case 0 -> DONE;
      case EVM_BROKEN -> REFUSED_START;
      case EVM_LOST -> LOST;
      case EVM_TAMPERED -> TAMPERED;
      case EVM_ENDED -> KILLED;
      default -> FAILED;
    };
  }
}
