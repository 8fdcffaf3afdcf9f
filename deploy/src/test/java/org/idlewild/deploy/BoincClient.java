package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.Processes;

/**
 * BOINC's own client as Debian ships it, in a folder and at a port of its own. It waits less before
 * it tries again than it would at home; nothing else is changed.
 */
final class BoincClient implements AutoCloseable {
  private static final String PASSWORD = "only-for-this-test";
  private static final java.time.Duration TO_STOP = java.time.Duration.ofSeconds(30);

  /** What a client says of a server that it does not understand. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "unparsed_xml\\]|[Uu]nrecognized|[Cc]an't parse|[Cc]an't handle|[Mm]issing (app|code)|"
              + "[Mm]issing .*signature|[Nn]o app version|Bad signature|Generated new computer");

  private static final int PROCESSORS = 2;

  private static final String CONFIGURATION =
      """
      <cc_config>
        <log_flags>
          <task>1</task><file_xfer>1</file_xfer><sched_ops>1</sched_ops>
          <sched_op_debug>1</sched_op_debug><unparsed_xml>1</unparsed_xml>
        </log_flags>
        <options>
          <allow_multiple_clients>1</allow_multiple_clients>
          <skip_cpu_benchmarks>1</skip_cpu_benchmarks>
          <report_results_immediately>1</report_results_immediately>
          <start_delay>0</start_delay>
          <fetch_on_update>1</fetch_on_update>
          <ncpus>%d</ncpus>
        </options>
      </cc_config>
      """;

  private static final String PREFERENCES =
      """
      <global_preferences>
        <run_on_batteries>1</run_on_batteries>
        <run_if_user_active>1</run_if_user_active>
        <suspend_cpu_usage>0</suspend_cpu_usage>
        <max_ncpus_pct>100</max_ncpus_pct>
        <cpu_usage_limit>100</cpu_usage_limit>
        <ram_max_used_busy_pct>95</ram_max_used_busy_pct>
        <ram_max_used_idle_pct>95</ram_max_used_idle_pct>
        <disk_min_free_gb>0.01</disk_min_free_gb>
        <disk_max_used_pct>100</disk_max_used_pct>
        <work_buf_min_days>0.001</work_buf_min_days>
        <work_buf_additional_days>0.001</work_buf_additional_days>
      </global_preferences>
      """;

  private final Path folder;
  private final int port = Ports.free();
  private Process process;

  private BoincClient(Path folder) {
    this.folder = folder;
  }

  /** Starts one in a folder, which may be a former one's. */
  static BoincClient start(Path folder) throws IOException {
    Files.createDirectories(folder);
    BoincClient client = new BoincClient(folder);
    client.write("cc_config.xml", CONFIGURATION.formatted(PROCESSORS));
    client.write("global_prefs_override.xml", PREFERENCES);
    client.write("gui_rpc_auth.cfg", PASSWORD);
    client.run();
    return client;
  }

  /** From now on it has so many processors. */
  void setProcessors(int processors) throws IOException {
    write("cc_config.xml", CONFIGURATION.formatted(processors));
    say("--read_cc_config");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private void run() throws IOException {
    process =
        new ProcessBuilder(
                "boinc",
                "--dir",
                folder.toString(),
                "--gui_rpc_port",
                Integer.toString(port),
                "--allow_multiple_clients",
                "--no_gpus",
                "--no_info_fetch",
                "--skip_cpu_benchmarks",
                "--sched_retry_delay_min",
                "2",
                "--sched_retry_delay_max",
                "4",
                "--pers_retry_delay_min",
                "2",
                "--pers_retry_delay_max",
                "4")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(JavaCommand.nothing()))
            .start();
    SmallGrid.await("the client's answer", () -> say("--get_cc_status").contains("CPU status"));
  }

  private Path log() {
    return folder.resolve("log.txt");
  }

  /** What the client has said so far. */
  String said() {
    try {
      return Files.readString(log(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has boinccmd do something, and returns what it says. */
  String say(String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("boinccmd", "--host", "127.0.0.1:" + port, "--passwd", PASSWORD));
    command.addAll(List.of(words));
    try {
      Process boinccmd =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String answer = new String(boinccmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(boinccmd.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void attach(String url, String key) {
    say("--project_attach", url, key);
  }

  /** Has it ask the project now, however long it meant to wait. */
  void update(String url) {
    say("--project", url, "update");
  }

  /** The same for each project that it has. */
  void updateAll() {
    if (!process.isAlive()) {
      return;
    }
    Matcher url =
        Pattern.compile("(?m)^ *master URL: (\\S+)$").matcher(say("--get_project_status"));
    while (url.find()) {
      update(url.group(1));
    }
  }

  /** Has it try now what it meant to transfer later. */
  void retryTransfers(String url) {
    Matcher name = Pattern.compile("(?m)^ *name: (\\S+)$").matcher(say("--get_file_transfers"));
    while (name.find()) {
      say("--file_transfer", url, name.group(1), "retry");
    }
  }

  /** How often it has said something. */
  long count(String words) {
    return said().lines().filter(line -> line.contains(words)).count();
  }

  /** What its user has earned, as far as it has heard. */
  double credit() {
    Matcher shown =
        Pattern.compile("user_total_credit: ([0-9.]+)").matcher(say("--get_project_status"));
    return shown.find() ? Double.parseDouble(shown.group(1)) : 0;
  }

  /** The names of the tasks that it has which boinccmd describes with a word. */
  List<String> tasks(String word) {
    List<String> names = new ArrayList<>();
    for (String task : say("--get_tasks").split("(?m)^\\d+\\) -+$", -1)) {
      Matcher name = Pattern.compile("(?m)^ *name: (\\S+)$").matcher(task);
      if (name.find() && task.contains(word)) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  /** What its file of its state says in the first element of a name; empty when there is none. */
  String state(String element) {
    Matcher found =
        Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
            .matcher(reads("client_state.xml"));
    return found.find() ? found.group(1) : "";
  }

  /** Waits until it has said something. */
  void awaitSaid(String words) {
    SmallGrid.await(
        "the client's words '" + words + "', it said " + said(), () -> said().contains(words));
  }

  /** The lines in which it does not understand the server. */
  List<String> complaints() {
    return said().lines().filter(line -> COMPLAINT.matcher(line).find()).toList();
  }

  Path folder() {
    return folder;
  }

  /** Where its first task computes. */
  Path slot() {
    return folder.resolve("slots/0");
  }

  /** Whether its projects' folders hold a file whose name ends so. */
  boolean keeps(String end) {
    try (Stream<Path> all = Files.walk(folder.resolve("projects"))) {
      return all.anyMatch(file -> file.toString().endsWith(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of its files' text; empty when it has none. */
  String reads(String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and starts it again where it was. */
  void restart() throws IOException {
    stop();
    run();
  }

  /** A copy of all that it keeps, as somebody makes who copies a machine. */
  BoincClient copy(Path to) throws IOException {
    stop();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(folder.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else if (!each.equals(log()) && Files.isRegularFile(each)) {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    run();
    return start(to);
  }

  void stop() {
    if (process.isAlive()) {
      say("--quit");
      Processes.stop(process.toHandle(), TO_STOP);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
