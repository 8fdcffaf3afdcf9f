package org.idlewild.web.boinc;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.dispatch.Order;

/**
 * Writes out what a client is to compute (BOINC: {@code sched/sched_types.cpp}). What it has been
 * told once in a reply it is not told again. Used by one thread.
 */
final class WorkXml {
  private static final int NUMBERS_A_VERSION = 100;
  private static final double NO_SPEED = 1e9;

  /**
   * From this version of its API on (2008) a program shares a file with the client, as our launcher
   * does, and not a segment of System V's memory.
   */
  private static final String SHARES_A_FILE = "6.0.0";

  private final Xml xml;
  private final WorkFacts facts;
  private final Set<List<Object>> told = new HashSet<>();

  WorkXml(Xml xml, WorkFacts facts) {
    this.xml = xml;
    this.facts = facts;
  }

  /** Writes an order. */
  void write(Order order, Instant now) {
    app(order);
    List<WorkFile> programs = facts.programs(order);
    programs.forEach(this::program);
    version(order, programs);
    order.inputs().forEach(input -> input(facts.file(input), order.keepsInputs()));
    workunit(order);
    order.outputs().forEach(output -> output(order, output));
    result(order, now);
  }

  private boolean isNew(Object... what) {
    return told.add(List.of(what));
  }

  private void app(Order order) {
    if (isNew("app", order.app())) {
      xml.begin("app").word("name", order.app()).word("user_friendly_name", order.app()).end("app");
    }
  }

  private void program(WorkFile file) {
    if (isNew("file", file.physical())) {
      xml.begin("file_info").word("name", file.physical()).word("url", file.url());
      xml.flag("executable").lines("file_signature", file.signature());
      xml.word("md5_cksum", file.md5()).number("nbytes", file.bytes()).end("file_info");
    }
  }

  private void input(WorkFile file, boolean isKept) {
    if (isNew("file", file.physical())) {
      xml.begin("file_info").word("name", file.physical()).word("url", file.url());
      if (isKept) {
        xml.flag("sticky");
      }
      xml.word("md5_cksum", file.md5()).number("nbytes", file.bytes()).end("file_info");
    }
  }

  private void version(Order order, List<WorkFile> programs) {
    String platform = Platforms.theirs(order.platform());
    if (!isNew("version", order.app(), number(order), platform, order.planClass())) {
      return;
    }
    xml.begin("app_version").word("app_name", order.app()).number("version_num", number(order));
    xml.word("platform", platform);
    if (!order.planClass().isEmpty()) {
      xml.word("plan_class", order.planClass());
    }
    xml.number("avg_ncpus", (double) order.processors()).number("flops", flops(order));
    xml.word("api_version", SHARES_A_FILE);
    for (WorkFile file : programs) {
      xml.begin("file_ref").word("file_name", file.physical());
      if (file.isMain()) {
        xml.flag("main_program");
      } else {
        xml.word("open_name", file.name()).flag("copy_file");
      }
      xml.end("file_ref");
    }
    xml.end("app_version");
  }

  private void workunit(Order order) {
    Duration estimate = facts.estimate(order.resultId());
    double bound = Math.max((double) order.limits().elapsedSeconds(), 2.0 * estimate.toSeconds());
    xml.begin("workunit")
        .word("name", Names.workunit(order.app(), order.workunitId()))
        .word("app_name", order.app())
        .number("rsc_fpops_est", estimate.toMillis() / 1000.0 * flops(order))
        .number("rsc_fpops_bound", bound * flops(order))
        .number("rsc_memory_bound", (double) order.limits().memoryBytes())
        .number("rsc_disk_bound", (double) order.limits().diskBytes())
        .word("command_line", facts.commandLine(order));
    for (Order.File input : order.inputs()) {
      reference(facts.file(input).physical(), input.name()).flag("copy_file").end("file_ref");
    }
    xml.end("workunit");
  }

  private Xml reference(String physical, String open) {
    return xml.begin("file_ref").word("file_name", physical).word("open_name", open);
  }

  private void output(Order order, Order.Output output) {
    String name = facts.names().output(result(order), output.name());
    xml.begin("file_info").word("name", name).flag("generated_locally").flag("upload_when_present");
    xml.number("max_nbytes", (double) output.maxBytes()).word("url", facts.uploads());
    xml.lines("xml_signature", facts.certificate(name, output.maxBytes())).end("file_info");
  }

  private void result(Order order, Instant now) {
    xml.begin("result").word("name", result(order));
    xml.word("wu_name", Names.workunit(order.app(), order.workunitId()));
    xml.number("report_deadline", now.plus(order.deadline()).getEpochSecond());
    xml.word("platform", Platforms.theirs(order.platform())).number("version_num", number(order));
    xml.word("plan_class", order.planClass()).flag("report_immediately");
    for (Order.Output output : order.outputs()) {
      String name = facts.names().output(result(order), output.name());
      reference(name, output.name()).flag("copy_file");
      if (!output.required()) {
        xml.flag("optional");
      }
      xml.end("file_ref");
    }
    xml.end("result");
  }

  private static String result(Order order) {
    return Names.result(order.app(), order.workunitId(), order.resultId());
  }

  private static long number(Order order) {
    return (long) order.appVersion() * NUMBERS_A_VERSION;
  }

  private double flops(Order order) {
    return (facts.speed() > 0 ? facts.speed() : NO_SPEED) * order.processors();
  }
}
