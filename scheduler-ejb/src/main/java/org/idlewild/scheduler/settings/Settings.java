package org.idlewild.scheduler.settings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.idlewild.work.Delays;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Trust;

/** Reads the settings. Every key is listed with its default in {@link #DEFAULTS}. */
@Singleton
public class Settings {
  static final String DATA = "idlewild.data";
  private static final String PLUGINS = "idlewild.plugins.folder";

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /**
   * Durations are ISO-8601, sizes are bytes. No node's name means the machine's and the process's,
   * no folder for files one in the data folder.
   */
  static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(DATA, "idlewild-data"),
              Map.entry("idlewild.node", ""),
              Map.entry("idlewild.files.folder", ""),
              Map.entry("idlewild.files.max-upload-bytes", "4294967296"),
              Map.entry("idlewild.files.delete-delay", "PT0S"),
              Map.entry("idlewild.workunits.hold-limit", "P7D"),
              Map.entry("idlewild.batches.every-host-window", "P7D"),
              Map.entry("idlewild.batches.arrival-patience", "PT1H"),
              Map.entry("idlewild.batches.most-arriving", "4"),
              Map.entry("idlewild.batches.most-workunits", "10000000"),
              Map.entry("idlewild.workunits.failing-hosts", "3"),
              Map.entry("idlewild.hosts.failures", "3"),
              Map.entry("idlewild.hosts.back-off", "PT1H"),
              Map.entry("idlewild.hosts.longest-back-off", "P1D"),
              Map.entry("idlewild.hosts.reliable-turnaround", "P1D"),
              Map.entry("idlewild.hosts.reliable-error-percent", "5"),
              Map.entry("idlewild.dispatch.retry-patience", "PT5M"),
              Map.entry("idlewild.dispatch.retry-deadline-percent", "50"),
              Map.entry("idlewild.dispatch.locality-patience", "PT5M"),
              Map.entry("idlewild.results.one-per-user", "true"),
              Map.entry("idlewild.plugins.time-limit", "PT5M"),
              Map.entry(PLUGINS, ""),
              Map.entry("idlewild.plugins.unsandboxed-scripts", "false"),
              Map.entry("idlewild.purge.after", "P30D"),
              Map.entry("idlewild.assimilation.folder", ""),
              Map.entry("idlewild.assimilation.combine-limit", "PT1H"),
              Map.entry("idlewild.dispatch.buffer", "1000"),
              Map.entry("idlewild.dispatch.max-tasks-per-host", "200"),
              Map.entry("idlewild.dispatch.next-contact", "PT30S"),
              Map.entry("idlewild.trickles.per-result", "100"),
              Map.entry("idlewild.checkpoints.interval", "PT10M"),
              Map.entry("idlewild.passes.interval", "PT5S"),
              Map.entry("idlewild.passes.limit", "200"),
              Map.entry("idlewild.access.enrolment-lifetime", "PT24H"),
              Map.entry("idlewild.access.session-lifetime", "PT1H"),
              Map.entry("idlewild.access.challenge-lifetime", "PT1M"),
              Map.entry("idlewild.boinc.keys", ""),
              Map.entry("idlewild.boinc.address", ""),
              Map.entry("idlewild.boinc.name", "Idlewild"),
              Map.entry("idlewild.boinc.open-accounts", "false"),
              Map.entry("idlewild.boinc.statistics", "false")));

  private final Function<String, String> source;

  public Settings() {
    this(System::getProperty);
  }

  /** From elsewhere than the system properties: for those who simulate. */
  public Settings(Function<String, String> source) {
    this.source = source;
  }

  @Produces
  @Singleton
  FileSettings files() {
    String folder = text("idlewild.files.folder");
    return new FileSettings(
        folder.isEmpty() ? data().resolve("files") : Path.of(folder).toAbsolutePath(),
        number("idlewild.files.max-upload-bytes", 1, Long.MAX_VALUE));
  }

  @Produces
  @Singleton
  LifecycleSettings lifecycle() {
    return new LifecycleSettings(
        new Delays(
            duration("idlewild.files.delete-delay", Duration.ZERO),
            duration("idlewild.workunits.hold-limit")),
        flag("idlewild.results.one-per-user"),
        duration("idlewild.plugins.time-limit"));
  }

  @Produces
  @Singleton
  PluginSettings plugins() {
    return new PluginSettings(
        folder(PLUGINS).orElse(data().resolve("plugins")),
        data().resolve("plugins-running"),
        flag("idlewild.plugins.unsandboxed-scripts"));
  }

  @Produces
  @Singleton
  ArchiveSettings archive() {
    return new ArchiveSettings(
        duration("idlewild.purge.after", Duration.ZERO), data().resolve("archive"));
  }

  @Produces
  @Singleton
  BatchSettings batches() {
    return new BatchSettings(
        duration("idlewild.batches.every-host-window"),
        duration("idlewild.batches.arrival-patience"),
        (int) number("idlewild.batches.most-arriving", 1, 1000),
        (int) number("idlewild.batches.most-workunits", 1, 1_000_000_000));
  }

  @Produces
  @Singleton
  AssimilationSettings assimilation() {
    return new AssimilationSettings(
        folder("idlewild.assimilation.folder"), duration("idlewild.assimilation.combine-limit"));
  }

  @Produces
  @Singleton
  DispatchSettings dispatch() {
    return new DispatchSettings(
        (int) number("idlewild.dispatch.buffer", 1, 100_000),
        (int) number("idlewild.dispatch.max-tasks-per-host", 1, 1000),
        duration("idlewild.dispatch.next-contact"),
        (int) number("idlewild.trickles.per-result", 0, 10_000),
        duration("idlewild.dispatch.locality-patience", Duration.ZERO),
        duration("idlewild.checkpoints.interval", Duration.ofSeconds(1)));
  }

  @Produces
  @Singleton
  StandingSettings standing() {
    return new StandingSettings(
        new HostRecord.Rules(
            (int) number("idlewild.hosts.failures", 1, 1000),
            duration("idlewild.hosts.back-off"),
            duration("idlewild.hosts.longest-back-off")),
        (int) number("idlewild.workunits.failing-hosts", 1, 1000),
        new Trust.Rules(
            duration("idlewild.hosts.reliable-turnaround"),
            number("idlewild.hosts.reliable-error-percent", 0, 100) / 100.0,
            duration("idlewild.dispatch.retry-patience", Duration.ZERO),
            number("idlewild.dispatch.retry-deadline-percent", 1, 100) / 100.0));
  }

  @Produces
  @Singleton
  DaemonSettings daemons() {
    return new DaemonSettings(
        duration("idlewild.passes.interval"),
        (int) number("idlewild.passes.limit", 1, 10_000),
        node());
  }

  /** A name that nobody chose is new at every start, so it never meets that of another process. */
  private String node() {
    String name = text("idlewild.node");
    if (!name.isEmpty() && !name.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,22}")) {
      throw wrong("idlewild.node", "1 to 23 letters, digits, dots and hyphens");
    }
    return name.isEmpty() ? machine() + "-" + ProcessHandle.current().pid() : name;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  @Produces
  @Singleton
  AccessSettings access() {
    return new AccessSettings(
        data(),
        duration("idlewild.access.enrolment-lifetime"),
        duration("idlewild.access.session-lifetime"),
        duration("idlewild.access.challenge-lifetime"));
  }

  @Produces
  @Singleton
  ClientSettings clients() {
    String address = text("idlewild.boinc.address");
    if (!address.isEmpty() && !address.matches("https?://[A-Za-z0-9._:\\[\\]-]+/boinc/")) {
      throw wrong("idlewild.boinc.address", "an address such as https://grid.example.org/boinc/");
    }
    return new ClientSettings(
        folder("idlewild.boinc.keys").orElse(data().resolve("boinc")),
        Optional.of(address).filter(given -> !given.isEmpty()),
        text("idlewild.boinc.name"),
        flag("idlewild.boinc.open-accounts"),
        flag("idlewild.boinc.statistics"));
  }

  private Path data() {
    if (text(DATA).isEmpty()) {
      throw wrong(DATA, "a folder");
    }
    return Path.of(text(DATA)).toAbsolutePath();
  }

  private Optional<Path> folder(String key) {
    return Optional.of(text(key))
        .filter(path -> !path.isEmpty())
        .map(path -> Path.of(path).toAbsolutePath());
  }

  private Duration duration(String key) {
    return duration(key, SHORTEST);
  }

  private Duration duration(String key, Duration least) {
    String expected = "a duration such as PT30S, from " + least + " to " + LONGEST;
    try {
      Duration value = Duration.parse(text(key));
      if (value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0) {
        return value;
      }
      throw wrong(key, expected);
    } catch (DateTimeParseException failure) {
      throw wrong(key, expected);
    }
  }

  private boolean flag(String key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false");
    };
  }

  private long number(String key, long least, long most) {
    String expected = "a whole number from " + least + " to " + most;
    try {
      long value = Long.parseLong(text(key));
      if (value >= least && value <= most) {
        return value;
      }
      throw wrong(key, expected);
    } catch (NumberFormatException failure) {
      throw wrong(key, expected);
    }
  }

  private IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        "the setting " + key + " must be " + expected + ", not '" + text(key) + "'");
  }

  private String text(String key) {
    return Optional.ofNullable(source.apply(key)).orElse(DEFAULTS.get(key)).strip();
  }
}
