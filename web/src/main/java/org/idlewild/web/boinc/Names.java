package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.scheduler.access.ClientSeals;

/**
 * The names by which a client knows things. It keeps one file for each name for good, so a file's
 * name says what is in it; and it shows nothing but the name when it sends an output, so that name
 * is marked.
 *
 * <p>An app's name has no underscore, so everything up to a plain file name can be told apart.
 */
@Singleton
class Names {
  /** What the mark of an address of a file is for. */
  private static final String FETCH = "fetch";

  /** What the mark in an output's name is for. */
  private static final String SEND = "send";

  private static final String APP = "([A-Za-z0-9-]{1,60})";
  private static final String ID = "([0-9]{1,18})";
  private static final String PLAIN = "((?!\\.)(?!.*\\.\\.)[A-Za-z0-9._-]{1,120})";
  private static final Pattern WORKUNIT = Pattern.compile(APP + "_" + ID);
  private static final Pattern RESULT = Pattern.compile(APP + "_" + ID + "_" + ID);
  private static final Pattern OUTPUT =
      Pattern.compile(APP + "_" + ID + "_" + ID + "_([0-9a-f]{32})_" + PLAIN);
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})_" + PLAIN);

  private final BinaryOperator<String> marks;

  @Inject
  Names(ClientSeals seals) {
    this(seals::mark);
  }

  /** With marks of a purpose and a text. */
  Names(BinaryOperator<String> marks) {
    this.marks = marks;
  }

  /**
   * An output as a client names it.
   *
   * @param result whose it is
   * @param name that the app version gives it
   */
  record Output(long result, String name) {}

  static String workunit(String app, long workunit) {
    return app + "_" + workunit;
  }

  /** The workunit of a name; empty for what cannot be ours. */
  static Optional<Long> workunit(String name) {
    Matcher matcher = WORKUNIT.matcher(name);
    return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(2))) : Optional.empty();
  }

  static String result(String app, long workunit, long result) {
    return workunit(app, workunit) + "_" + result;
  }

  /** The result of a name; empty for what cannot be ours. */
  static Optional<Long> result(String name) {
    Matcher matcher = RESULT.matcher(name);
    return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(3))) : Optional.empty();
  }

  /**
   * The name of a file with this content; the same content may go by several. Clients refuse names
   * with two dots in a row.
   */
  static String file(String sha256, String name) {
    return sha256 + "_" + name.replaceAll("\\.{2,}", ".");
  }

  /** The content's hash of a file's name; empty for what cannot be ours. */
  static Optional<String> sha256(String file) {
    Matcher matcher = FILE.matcher(file);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The mark in a file's address, without which nobody gets it. */
  String fetchMark(String file) {
    return marks.apply(FETCH, file);
  }

  boolean isFetchMark(String mark, String file) {
    return isSame(mark, marks.apply(FETCH, file));
  }

  /** The name of a result's output. */
  String output(String result, String name) {
    return result + "_" + marks.apply(SEND, result + " " + name) + "_" + name;
  }

  /** The output of a name; empty unless the server gave that name itself. */
  Optional<Output> output(String given) {
    Matcher matcher = OUTPUT.matcher(given);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String mark = matcher.group(4);
    String name = matcher.group(5);
    String result = given.substring(0, matcher.start(4) - 1);
    return isSame(mark, marks.apply(SEND, result + " " + name))
        ? Optional.of(new Output(Long.parseLong(matcher.group(3)), name))
        : Optional.empty();
  }

  /** In a time that does not depend on where they differ. */
  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
