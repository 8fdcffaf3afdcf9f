package org.idlewild.scheduler.batch;

import java.util.Map;
import java.util.TreeMap;

/** What plug-ins are told: names and values within bounds. */
final class PluginOptions {
  private static final int MOST = 32;
  private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,59}";
  private static final int LONGEST = 400;

  private PluginOptions() {}

  /**
   * The options that follow others when some are said anew.
   *
   * @param said null means nothing; a value of null takes its option away
   * @param what for people, such as {@code validatorOptions}
   */
  static Map<String, String> of(Map<String, String> said, Map<String, String> before, String what) {
    Map<String, String> options = new TreeMap<>(before);
    if (said != null) {
      said.forEach((name, value) -> put(options, name, value, what));
    }
    Checks.require(options.size() <= MOST, what + " has at most 32 options");
    return options;
  }

  private static void put(Map<String, String> options, String name, String value, String what) {
    Checks.require(
        name.matches(NAME),
        "an option of "
            + what
            + " has a name of 1 to 60 letters, digits and _ - that begins with a letter, not '"
            + Checks.shown(name)
            + "'");
    if (value == null) {
      options.remove(name);
      return;
    }
    Checks.require(
        value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl),
        "the option " + name + " of " + what + " has at most 400 characters and no line breaks");
    options.put(name, value);
  }
}
