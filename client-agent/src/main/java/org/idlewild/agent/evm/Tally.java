package org.idlewild.agent.evm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The one view over all processes of a task. A program decides how much it tells, so all that is
 * kept is bounded. Threads: any.
 */
final class Tally {
  static final String OTHERS = "others";
  static final String TAMPERED = "tampered";
  private static final int MOST = 1000;
  private static final int LONGEST = 600;
  private static final long NANOS_PER_UNIT = 100;
  private static final List<String> KINDS =
      List.of("message box", "missing library", "crash", "assertion");

  private final Map<Integer, Heard.Beat> beats = new HashMap<>();
  private final Map<Integer, Boolean> living = new LinkedHashMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Long> calls = new TreeMap<>();
  private final List<Account.Refusal> refusals = new ArrayList<>();
  private final List<Account.Told> texts = new ArrayList<>();
  private Heard.Ready ready = new Heard.Ready(0, List.of());
  private long toldSingly;
  private boolean tampered;
  private OptionalInt first = OptionalInt.empty();
  private boolean saidBye;

  /** A process that showed a good token. */
  synchronized void began(int process) {
    living.put(process, true);
    first = first.isPresent() ? first : OptionalInt.of(process);
  }

  /** Its line is closed. */
  synchronized void ended(int process) {
    living.put(process, false);
  }

  /** What a process said. */
  synchronized void heard(int process, Heard heard) {
    if (heard instanceof Heard.Ready now) {
      ready = now;
    } else if (heard instanceof Heard.Beat beat) {
      beats.merge(process, beat, Tally::sum);
    } else if (heard instanceof Heard.Refused refusal) {
      refused(refusal);
    } else if (heard instanceof Heard.Text text) {
      told(text);
    } else if (heard instanceof Heard.Seen seen) {
      count(calls, seen.export(), seen.calls());
    } else if (heard instanceof Heard.Bye) {
      saidBye |= first.equals(OptionalInt.of(process));
    }
  }

  /** All numbers are those of now, but what was refused counts since the last beat. */
  private static Heard.Beat sum(Heard.Beat before, Heard.Beat now) {
    return new Heard.Beat(
        now.number(),
        now.read(),
        now.written(),
        now.threads(),
        before.refused() + now.refused(),
        now.cpu());
  }

  private void refused(Heard.Refused refusal) {
    tampered |= refusal.what().equals(TAMPERED);
    toldSingly += refusal.often();
    count(refused, refusal.what(), refusal.often());
    Account.Refusal one = new Account.Refusal(cut(refusal.what()), cut(refusal.detail()));
    if (refusals.size() < MOST && !refusals.contains(one)) {
      refusals.add(one);
    }
  }

  private void told(Heard.Text text) {
    String kind =
        text.kind() >= 1 && text.kind() <= KINDS.size() ? KINDS.get(text.kind() - 1) : "text";
    if (texts.size() < MOST / 10) {
      texts.add(new Account.Told(kind, cut(text.title()), cut(text.text())));
    }
  }

  private static void count(Map<String, Long> counts, String name, long often) {
    if (counts.size() < MOST || counts.containsKey(cut(name))) {
      counts.merge(cut(name), often, Long::sum);
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** How many of its processes are there now. */
  synchronized int livingProcesses() {
    return (int) living.values().stream().filter(alive -> alive).count();
  }

  /** Whether the task's first process said that it ends. */
  synchronized boolean saidBye() {
    return saidBye;
  }

  /** Whether a process found a file of the task changed by somebody else. */
  synchronized boolean isTampered() {
    return tampered;
  }

  synchronized Account account() {
    long threads = 0;
    long read = 0;
    long written = 0;
    long cpu = 0;
    long told = 0;
    for (Map.Entry<Integer, Heard.Beat> beat : beats.entrySet()) {
      threads += living.getOrDefault(beat.getKey(), false) ? beat.getValue().threads() : 0;
      read += beat.getValue().read();
      written += beat.getValue().written();
      cpu += beat.getValue().cpu();
      told += beat.getValue().refused();
    }
    Map<String, Long> counts = new TreeMap<>(refused);
    if (told > toldSingly) {
      counts.put(OTHERS, told - toldSingly);
    }
    return new Account(
        living.size(),
        threads,
        read,
        written,
        Duration.ofNanos(cpu * NANOS_PER_UNIT),
        ready.hooks(),
        ready.missing(),
        counts,
        List.copyOf(refusals),
        List.copyOf(texts),
        new TreeMap<>(calls));
  }
}
