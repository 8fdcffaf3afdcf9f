package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.evm.Account;
import org.idlewild.agent.evm.Ended;

/** What the virtual machine did about a program, told afterwards. */
final class Explanation {
  private static final int SHOWN = 40;

  private final Ended ended;
  private final Account account;

  Explanation(Ended ended) {
    this.ended = ended;
    this.account = ended.account();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s%n%d processes, %.1f s of processor time, %.1f s in all, %d bytes of memory at most.%n"
                + "%d bytes read and %d written. %d exports mediated, %d that this system lacks.%n",
            ended.sentence(),
            account.processes(),
            ended.usage().cpu().toMillis() / 1000.0,
            ended.elapsed().toMillis() / 1000.0,
            ended.usage().peakMemoryBytes(),
            account.bytesRead(),
            account.bytesWritten(),
            account.hooks(),
            account.missing().size()));
    section(text, "Mediated", counts("CALLS", account.calls()));
    section(text, "Refused", counts("TIMES", account.refused()));
    section(text, "For example", examples());
    section(text, "What dialogs would have shown", texts());
    section(text, "What the system was asked for", asked());
    return text.toString().stripTrailing();
  }

  private static void section(StringBuilder text, String title, Table table) {
    text.append(String.format("%n%s%n%s%n", title, table.isEmpty() ? "nothing" : table));
  }

  private static Table counts(String heading, Map<String, Long> counts) {
    Table table = new Table(heading, "EXPORT");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(count -> table.row(count.getValue(), count.getKey()));
    return table;
  }

  private Table examples() {
    Table table = new Table("EXPORT", "WHAT");
    account.refusals().stream()
        .filter(refusal -> !refusal.detail().isEmpty())
        .limit(SHOWN)
        .forEach(refusal -> table.row(refusal.what(), refusal.detail()));
    return table;
  }

  private Table texts() {
    Table table = new Table("KIND", "TITLE", "TEXT");
    account.texts().forEach(told -> table.row(told.kind(), told.title(), told.text()));
    return table;
  }

  private Table asked() {
    Table table = new Table("ANSWER", "PROTECTION");
    ended.report().asked().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> table.row(one.getValue(), one.getKey()));
    return table;
  }

  String json() {
    ObjectNode answer =
        Json.object()
            .put("cause", ended.cause().name())
            .put("blame", ended.cause().blame().name())
            .put("sentence", ended.sentence())
            .put("processes", account.processes())
            .put("cpuSeconds", ended.usage().cpu().toMillis() / 1000.0)
            .put("elapsedSeconds", ended.elapsed().toMillis() / 1000.0)
            .put("peakMemoryBytes", ended.usage().peakMemoryBytes())
            .put("bytesRead", account.bytesRead())
            .put("bytesWritten", account.bytesWritten())
            .put("hooks", account.hooks());
    ended.report().exit().ifPresent(code -> answer.put("exitCode", Integer.toUnsignedLong(code)));
    account.missing().forEach(answer.putArray("missing")::add);
    account.calls().forEach(answer.putObject("calls")::put);
    account.refused().forEach(answer.putObject("refused")::put);
    ArrayNode refusals = answer.putArray("refusals");
    account
        .refusals()
        .forEach(one -> refusals.addObject().put("what", one.what()).put("detail", one.detail()));
    ArrayNode texts = answer.putArray("texts");
    account
        .texts()
        .forEach(
            one ->
                texts
                    .addObject()
                    .put("kind", one.kind())
                    .put("title", one.title())
                    .put("text", one.text()));
    ended.report().asked().forEach(answer.putObject("asked")::put);
    return Json.pretty(answer);
  }
}
