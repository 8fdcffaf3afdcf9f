package org.idlewild.web.boinc;

import java.util.Optional;
import org.idlewild.scheduler.report.Report;

/**
 * A result as a client reports it.
 *
 * @param name as the client got it
 * @param report in the stage's words; empty for a result that cannot be ours
 */
record RpcResult(String name, Optional<Report> report) {
  private static final int STATE_UPLOADED = 5;
  private static final int STATE_ABORTED = 6;
  private static final int MESSAGE = 1000;
  private static final int STDERR = 64 * 1024;
  private static final double SECONDS = 1e10;
  private static final double BYTES = 1L << 60;

  static RpcResult of(Element result, Names names) {
    String name = result.word("name");
    return new RpcResult(name, Names.result(name).map(id -> report(id, result, names)));
  }

  private static Report report(long id, Element result, Names names) {
    String said = result.child("stderr_out").map(Element::text).orElse("");
    return new Report(
        id,
        ending(result),
        (int) result.whole("exit_status"),
        message(result, said),
        Words.tail(between(said, "stderr_txt").orElse(said), STDERR),
        processorTime(result),
        measured(result.number("final_elapsed_time"), SECONDS),
        (long) measured(result.number("final_peak_working_set_size"), BYTES),
        RpcHost.FEATURE,
        result.children("file_info").stream()
            .flatMap(file -> claim(id, file, names).stream())
            .toList());
  }

  /** A client knows none of a program that does not tell it; then all of the time counts. */
  private static double processorTime(Element result) {
    double told = measured(result.number("final_cpu_time"), SECONDS);
    return told > 0 ? told : measured(result.number("final_elapsed_time"), SECONDS);
  }

  private static Report.Ending ending(Element result) {
    long state = result.whole("state");
    if (state == STATE_ABORTED) {
      return Report.Ending.ABORTED;
    }
    return state == STATE_UPLOADED && result.whole("exit_status") == 0
        ? Report.Ending.SUCCESS
        : Report.Ending.FAILED;
  }

  private static String message(Element result, String said) {
    if (ending(result) == Report.Ending.SUCCESS) {
      return "";
    }
    String message = between(said, "message").map(text -> Words.of(text, MESSAGE)).orElse("");
    return message.isEmpty()
        ? "the client says state "
            + result.whole("state")
            + ", exit status "
            + result.whole("exit_status")
        : message;
  }

  /** It does not know our hash; whether it is here the stage sees by the name. */
  private static Optional<Report.Claim> claim(long id, Element file, Names names) {
    return names
        .output(file.word("name"))
        .filter(output -> output.result() == id)
        .map(
            output ->
                new Report.Claim(output.name(), (long) measured(file.number("nbytes"), BYTES), ""));
  }

  /** The programs' own text within is not escaped, so it is searched and not read. */
  private static Optional<String> between(String text, String name) {
    int begin = text.indexOf("<" + name + ">");
    if (begin < 0) {
      return Optional.empty();
    }
    int from = begin + name.length() + 2;
    int end = text.lastIndexOf("</" + name + ">");
    return Optional.of(text.substring(from, end < from ? text.length() : end));
  }

  private static double measured(double value, double most) {
    return value >= 0 ? Math.min(value, most) : 0;
  }
}
