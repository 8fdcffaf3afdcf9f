package org.idlewild.scheduler.plugin;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.validator.Validator;

/**
 * The validators and assimilators that this server has: its own, and those of the JARs in the
 * operator's folder. Threads: any.
 */
@Singleton
public class Plugins {
  private static final Logger LOG = System.getLogger(Plugins.class.getName());
  private static final Duration REST = Duration.ofSeconds(2);

  private final JarFolder folder;
  private final List<Plugin<?>> own = new ArrayList<>();
  private final Set<Name> missing = ConcurrentHashMap.newKeySet();
  private volatile Known known = new Known(Map.of(), List.of());
  private Instant looked = Instant.MIN;
  private long generation;

  private record Name(Kind kind, String name) {}

  /** What there is, and what an operator must know besides. */
  private record Known(Map<Name, Plugin<?>> plugins, List<PluginReport> faults) {}

  @Inject
  public Plugins(
      PluginSettings settings,
      TimeLimit limit,
      ScriptValidator script,
      StockAssimilators assimilators) {
    this(settings, limit, List.of(script), assimilators.all());
  }

  Plugins(
      PluginSettings settings,
      TimeLimit limit,
      List<Validator<?>> validators,
      List<Assimilator> assimilators) {
    folder = new JarFolder(settings.folder(), settings.copies(), limit);
    for (Kind kind : Kind.values()) {
      for (Object stock : ServiceLoader.load(kind.spi(), kind.spi().getClassLoader())) {
        own.add(new Plugin<>(kind, kind.nameOf(stock), "server", stock, limit));
      }
    }
    for (Validator<?> stock : validators) {
      own.add(new Plugin<>(Kind.VALIDATOR, stock.name(), "server", stock, limit));
    }
    for (Assimilator stock : assimilators) {
      own.add(new Plugin<>(Kind.ASSIMILATOR, stock.name(), "server", stock, limit));
    }
    collect();
  }

  /**
   * Looks whether the operator's folder changed, at most every two seconds.
   *
   * @return a number that grows when there is reason to try again what could not be done
   */
  public synchronized long refresh(Instant now) {
    if (now.isBefore(looked) || !now.isBefore(looked.plus(REST))) {
      looked = now;
      if (folder.look()) {
        collect();
        generation++;
      }
    }
    return generation;
  }

  private void collect() {
    Map<Name, Plugin<?>> plugins = new ConcurrentHashMap<>();
    List<PluginReport> faults = new ArrayList<>();
    Stream<Plugin<?>> brought = folder.jars().stream().flatMap(PluginJar::plugins);
    Stream.concat(own.stream(), brought)
        .forEach(
            plugin -> {
              Plugin<?> first = plugins.putIfAbsent(new Name(plugin.kind(), plugin.name()), plugin);
              if (first != null) {
                LOG.log(Level.WARNING, "{0} is not used, {1} came first", plugin, first);
                faults.add(plugin.report().hiddenBy(first.report().source()));
              }
            });
    folder.jars().stream().flatMap(PluginJar::faults).forEach(faults::add);
    missing.removeIf(plugins::containsKey);
    known = new Known(Map.copyOf(plugins), List.copyOf(faults));
  }

  @SuppressWarnings("unchecked") // The kind is part of the name, and says what it implements.
  public Optional<Plugin<Validator<?>>> validator(String name) {
    return find(Kind.VALIDATOR, name).map(plugin -> (Plugin<Validator<?>>) plugin);
  }

  @SuppressWarnings("unchecked") // As above.
  public Optional<Plugin<Assimilator>> assimilator(String name) {
    return find(Kind.ASSIMILATOR, name).map(plugin -> (Plugin<Assimilator>) plugin);
  }

  private Optional<Plugin<?>> find(Kind kind, String name) {
    return Optional.ofNullable(known.plugins().get(new Name(kind, name)));
  }

  /** Notes that an app names one that is not here. */
  public void miss(Kind kind, String name) {
    if (missing.add(new Name(kind, name))) {
      LOG.log(Level.WARNING, "work waits for the {0} {1}, which is not here", kind, name);
    }
  }

  /**
   * What is wrong with a choice of validator and options, in a sentence; empty when it is good.
   *
   * @param options as {@link Validator#with} takes them
   */
  public Optional<String> checkValidator(String name, Map<String, String> options) {
    return validator(name)
        .map(plugin -> refusal(plugin, found -> found.with(options)))
        .orElseGet(() -> Optional.of(unknown(Kind.VALIDATOR)));
  }

  /**
   * What is wrong with a choice of assimilator and options, in a sentence; empty when it is good.
   *
   * @param options as {@link Assimilator#with} takes them
   */
  public Optional<String> checkAssimilator(String name, Map<String, String> options) {
    return assimilator(name)
        .map(plugin -> refusal(plugin, found -> found.with(options)))
        .orElseGet(() -> Optional.of(unknown(Kind.ASSIMILATOR)));
  }

  private String unknown(Kind kind) {
    return "there is no such "
        + kind.name().toLowerCase(Locale.ROOT)
        + "; there are: "
        + names(kind);
  }

  private static <S, T> Optional<String> refusal(Plugin<S> plugin, Plugin.Ask<S, T> telling) {
    try {
      plugin.call(telling, IllegalArgumentException.class);
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.of(String.valueOf(wrong.getMessage()));
    } catch (Unavailable failure) {
      return Optional.of(
          "the plug-in "
              + plugin.name()
              + " cannot say whether it takes this: "
              + failure.getMessage());
    }
  }

  private String names(Kind kind) {
    return String.join(
        ", ",
        known.plugins().keySet().stream()
            .filter(name -> name.kind() == kind)
            .map(Name::name)
            .sorted()
            .toList());
  }

  /** Switches one on that was switched off; false when there is none of this name. */
  public synchronized boolean on(Kind kind, String name) {
    Optional<Plugin<?>> plugin = find(kind, name);
    plugin.ifPresent(
        found -> {
          found.on();
          generation++;
        });
    return plugin.isPresent();
  }

  /** Everything an operator should know, by kind and name. */
  public List<PluginReport> reports() {
    Map<String, PluginReport> sorted = new TreeMap<>();
    Stream<PluginReport> here = known.plugins().values().stream().map(Plugin::report);
    Stream<PluginReport> gone =
        missing.stream().map(name -> PluginReport.missing(name.kind(), name.name()));
    Stream.of(here, known.faults().stream(), gone)
        .flatMap(reports -> reports)
        .forEach(
            report ->
                sorted.put(report.kind() + " " + report.name() + " " + report.source(), report));
    return List.copyOf(sorted.values());
  }

  @PreDestroy
  void stop() {
    folder.close();
  }
}
