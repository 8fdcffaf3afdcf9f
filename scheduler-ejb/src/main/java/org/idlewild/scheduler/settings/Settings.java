package org.idlewild.scheduler.settings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the settings. Every key is listed with its default in {@link #DEFAULTS}. */
@Singleton
public class Settings {
  static final String DATA = "idlewild.data";

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** Durations are ISO-8601, sizes are bytes. */
  static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(DATA, "idlewild-data"),
              Map.entry("idlewild.files.max-upload-bytes", "4294967296"),
              Map.entry("idlewild.files.delete-delay", "PT0S"),
              Map.entry("idlewild.results.one-per-user", "true"),
              Map.entry("idlewild.plugins.time-limit", "PT5M"),
              Map.entry("idlewild.dispatch.buffer", "1000"),
              Map.entry("idlewild.dispatch.max-tasks-per-host", "200"),
              Map.entry("idlewild.dispatch.next-contact", "PT30S"),
              Map.entry("idlewild.passes.interval", "PT5S"),
              Map.entry("idlewild.passes.limit", "200"),
              Map.entry("idlewild.access.enrolment-lifetime", "PT24H"),
              Map.entry("idlewild.access.session-lifetime", "PT1H"),
              Map.entry("idlewild.access.challenge-lifetime", "PT1M")));

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
    return new FileSettings(
        data().resolve("files"), number("idlewild.files.max-upload-bytes", 1, Long.MAX_VALUE));
  }

  @Produces
  @Singleton
  LifecycleSettings lifecycle() {
    return new LifecycleSettings(
        duration("idlewild.files.delete-delay", Duration.ZERO),
        flag("idlewild.results.one-per-user"),
        duration("idlewild.plugins.time-limit"));
  }

  @Produces
  @Singleton
  DispatchSettings dispatch() {
    return new DispatchSettings(
        (int) number("idlewild.dispatch.buffer", 1, 100_000),
        (int) number("idlewild.dispatch.max-tasks-per-host", 1, 1000),
        duration("idlewild.dispatch.next-contact"));
  }

  @Produces
  @Singleton
  DaemonSettings daemons() {
    return new DaemonSettings(
        duration("idlewild.passes.interval"), (int) number("idlewild.passes.limit", 1, 10_000));
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

  private Path data() {
    if (text(DATA).isEmpty()) {
      throw wrong(DATA, "a folder");
    }
    return Path.of(text(DATA)).toAbsolutePath();
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
