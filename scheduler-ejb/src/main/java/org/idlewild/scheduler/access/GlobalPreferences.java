package org.idlewild.scheduler.access;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.scheduler.Refused;

/**
 * How BOINC's clients use their computers, as their owner wants it on all of them: BOINC's own
 * elements, each a number. Pure.
 *
 * @param values by the elements' names, in their order
 */
public record GlobalPreferences(Map<String, Double> values) {
  /** The longest text that is read, in characters. */
  public static final int MOST = 64 * 1024;

  private static final String ROOT = "global_preferences";
  private static final Set<String> SAID_BY_US =
      Set.of("mod_time", "source_project", "source_scheduler", "override_file_present");
  private static final Pattern ELEMENT =
      Pattern.compile("<([a-z_]{1,60})(?:\\s*/>|>([^<]{0,200})</\\1>)");
  private static final Pattern NOTHING = Pattern.compile("\\s*");
  private static final Pattern COMMENT = Pattern.compile("<\\?[^>]*>|<!--.*?-->", Pattern.DOTALL);
  private static final Map<String, Range> KNOWN = known();

  private record Range(double least, double most) {
    private boolean has(double value) {
      return value >= least && value <= most;
    }

    private static String plain(double number) {
      return Long.toString((long) number);
    }

    @Override
    public String toString() {
      return plain(least) + " to " + plain(most);
    }
  }

  public GlobalPreferences {
    values = new LinkedHashMap<>(values);
  }

  private static Map<String, Range> known() {
    Map<String, Range> known = new LinkedHashMap<>();
    add(
        known,
        new Range(0, 1),
        "run_on_batteries run_if_user_active run_gpu_if_user_active leave_apps_in_memory"
            + " confirm_before_connecting hangup_if_dialed dont_verify_images network_wifi_only");
    add(
        known,
        new Range(0, 100),
        "battery_charge_min_pct suspend_cpu_usage niu_suspend_cpu_usage max_ncpus_pct"
            + " niu_max_ncpus_pct disk_max_used_pct vm_max_used_pct ram_max_used_busy_pct"
            + " ram_max_used_idle_pct cpu_usage_limit niu_cpu_usage_limit");
    add(known, new Range(0, 24), "start_hour end_hour net_start_hour net_end_hour");
    add(known, new Range(0, 10), "work_buf_min_days work_buf_additional_days");
    add(known, new Range(0, 200), "battery_max_temperature");
    add(
        known,
        new Range(0, 100_000),
        "max_ncpus suspend_if_no_recent_input idle_time_to_run cpu_scheduling_period_minutes"
            + " disk_interval daily_xfer_period_days");
    add(
        known,
        new Range(0, 1_000_000_000_000L),
        "disk_max_used_gb disk_min_free_gb max_bytes_sec_up max_bytes_sec_down"
            + " daily_xfer_limit_mb");
    return known;
  }

  private static void add(Map<String, Range> known, Range range, String names) {
    for (String name : names.split(" ", -1)) {
      known.put(name, range);
    }
  }

  /**
   * Reads what an owner wrote.
   *
   * @throws Refused MALFORMED for anything but known elements with numbers in their ranges
   */
  public static GlobalPreferences of(String text) {
    require(text.length() <= MOST, "preferences have at most " + MOST + " characters");
    String inside = inside(text).orElseThrow(() -> bad("<" + ROOT + "> was expected"));
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher element = ELEMENT.matcher(inside);
    int at = 0;
    while (element.find()) {
      checkNothing(inside.substring(at, element.start()));
      at = element.end();
      String name = element.group(1);
      if (!SAID_BY_US.contains(name)) {
        Range range = KNOWN.get(name);
        require(range != null, "there is no preference <" + name + ">");
        double value = value(element);
        require(range.has(value), "<" + name + "> is a number from " + range);
        require(values.put(name, value) == null, "<" + name + "> comes twice");
      }
    }
    checkNothing(inside.substring(at));
    return new GlobalPreferences(values);
  }

  /** Reads what a client holds: what is not known here, or makes no sense, is left out. */
  public static GlobalPreferences ofClient(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    // An element in an element is a rule for some days alone.
    String flat =
        text.substring(0, Math.min(text.length(), MOST))
            .replaceAll("(?s)<(day_prefs|venue)\\b.*?</\\1>", "");
    Matcher element = ELEMENT.matcher(flat);
    while (element.find()) {
      Range range = KNOWN.get(element.group(1));
      if (range != null && range.has(value(element))) {
        values.put(element.group(1), value(element));
      }
    }
    return new GlobalPreferences(values);
  }

  private static Optional<String> inside(String text) {
    String plain = COMMENT.matcher(text).replaceAll("").strip();
    String begin = "<" + ROOT + ">";
    String end = "</" + ROOT + ">";
    return plain.startsWith(begin) && plain.endsWith(end)
        ? Optional.of(plain.substring(begin.length(), plain.length() - end.length()))
        : Optional.empty();
  }

  /** An element without anything in it says yes; no number is beyond all ranges. */
  private static double value(Matcher element) {
    if (element.group(2) == null) {
      return 1;
    }
    try {
      return Double.parseDouble(element.group(2).strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static void checkNothing(String text) {
    require(NOTHING.matcher(text).matches(), "preferences hold BOINC's elements and nothing else");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw bad(otherwise);
    }
  }

  private static Refused bad(String sentence) {
    return new Refused(Refused.Reason.MALFORMED, sentence);
  }

  /** As a client takes it; {@code since} is when they were last changed, in seconds. */
  public String text(long since) {
    StringBuilder text = new StringBuilder("<" + ROOT + ">\n");
    text.append("    <mod_time>").append(since).append("</mod_time>\n");
    values.forEach(
        (name, value) ->
            text.append(String.format(Locale.ROOT, "    <%1$s>%2$f</%1$s>\n", name, value)));
    return text.append("</" + ROOT + ">\n").toString();
  }
}
