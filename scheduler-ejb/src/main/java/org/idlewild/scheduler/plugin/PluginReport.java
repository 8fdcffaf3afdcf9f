package org.idlewild.scheduler.plugin;

/**
 * A plug-in, or a JAR that should hold some, as an operator sees it.
 *
 * @param kind what it does; null for a JAR that could not be read
 * @param name by which apps name it; a JAR's file name for one that could not be read
 * @param source {@code server}, or the JAR's file name; empty for one that is missing
 * @param state how it stands
 * @param lastError what it did wrong last, in a sentence; empty when it never did
 * @param calls since it was loaded
 * @param failures calls that gave no answer
 * @param threadsLeft threads that run although no call needs them
 */
public record PluginReport(
    Kind kind,
    String name,
    String source,
    State state,
    String lastError,
    long calls,
    long failures,
    int threadsLeft) {

  /** How a plug-in stands. */
  public enum State {
    /** It is called. */
    ON,
    /**
     * It left too many threads behind and is not called until its JAR changes or it is switched on.
     */
    OFF,
    /** Another plug-in of its kind has its name. */
    HIDDEN,
    /** Its JAR could not be read. */
    BROKEN,
    /** An app names it and it is not here. */
    MISSING
  }

  static PluginReport broken(String jar, String error) {
    return new PluginReport(null, jar, jar, State.BROKEN, error, 0, 0, 0);
  }

  static PluginReport missing(Kind kind, String name) {
    return new PluginReport(
        kind, name, "", State.MISSING, "no JAR here has a plug-in of this name", 0, 0, 0);
  }

  PluginReport hiddenBy(String other) {
    return new PluginReport(
        kind, name, source, State.HIDDEN, "its name is taken by one of " + other, 0, 0, 0);
  }
}
