package org.idlewild.web.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.idlewild.scheduler.deletion.SweepPass;
import org.idlewild.scheduler.plugin.PluginReport;
import org.idlewild.scheduler.plugin.PluginReport.State;
import org.idlewild.scheduler.status.Backlog;
import org.idlewild.scheduler.status.Counts;
import org.idlewild.scheduler.status.PassView;
import org.idlewild.web.Now;

/** All meters: the runtime, requests, the backlog and the passes. */
@Singleton
public class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<String, PassView> passes = new ConcurrentHashMap<>();
  private volatile List<PluginReport> plugins = List.of();

  /** Registers what is known from the start. */
  @Inject
  public Meters(Counts counts, SweepPass sweep, Now now) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("idlewild.files.lost", sweep::lost)
        .description("Contents that are used and not in the file store")
        .register(registry);
    watchPlugins();
    backlog(new Recent<>(() -> counts.backlog(now.instant()), now, Duration.ofSeconds(1)));
  }

  private void backlog(Recent<Backlog> backlog) {
    gauge("results.unsent", "Results that wait for a host", backlog, Backlog::unsent);
    gauge("results.in.progress", "Results on hosts", backlog, Backlog::inProgress);
    gauge("workunits.to.transition", "Workunits due now", backlog, Backlog::toTransition);
    gauge("workunits.to.validate", "Workunits to validate", backlog, Backlog::toValidate);
    gauge("workunits.to.assimilate", "Workunits to assimilate", backlog, Backlog::toAssimilate);
    gauge("results.to.delete", "Results whose outputs can go", backlog, Backlog::outputsToDelete);
    gauge("hosts", "Hosts enrolled", backlog, Backlog::hosts);
    gauge(
        "transitioner.lag.seconds",
        "For how long the workunit that is due longest has been due",
        backlog,
        Backlog::transitionerLagSeconds);
  }

  private void gauge(
      String name, String help, Recent<Backlog> backlog, ToDoubleFunction<Backlog> number) {
    Gauge.builder("idlewild." + name, () -> number.applyAsDouble(backlog.get()))
        .description(help)
        .register(registry);
  }

  /** Counts a request. */
  void request(String method, String route, int status, Duration took) {
    Timer.builder("idlewild.requests")
        .description("Requests by route and status")
        .tags("method", method, "route", route, "status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  /** Takes the passes' newest numbers; a pass seen for the first time gets its meters. */
  void passes(List<PassView> views) {
    for (PassView view : views) {
      if (passes.put(view.name(), view) == null) {
        register(view.name());
      }
    }
  }

  /** Takes what is known of the plug-ins by now. */
  void plugins(List<PluginReport> reports) {
    plugins = List.copyOf(reports);
  }

  private void watchPlugins() {
    Gauge.builder(
            "idlewild.plugins.unusable",
            () -> plugins.stream().filter(plugin -> plugin.state() != State.ON).count())
        .description("Plug-ins and their JARs that are off, broken, hidden or missing")
        .register(registry);
    Gauge.builder(
            "idlewild.plugins.threads.left",
            () -> plugins.stream().mapToInt(PluginReport::threadsLeft).sum())
        .description("Threads that plug-ins left behind")
        .register(registry);
    FunctionCounter.builder(
            "idlewild.plugins.failures",
            this,
            any -> plugins.stream().mapToLong(PluginReport::failures).sum())
        .description("Calls of plug-ins that gave no answer")
        .register(registry);
  }

  private void register(String pass) {
    counter(pass, "idlewild.pass.items", "Items handled", PassView::totalCount);
    counter(pass, "idlewild.pass.runs", "Runs, failed or not", PassView::runs);
    counter(pass, "idlewild.pass.failures", "Runs that failed", PassView::failures);
    Gauge.builder("idlewild.pass.duration", () -> passes.get(pass).durationMillis() / 1000.0)
        .description("The last run's duration")
        .baseUnit("seconds")
        .tag("pass", pass)
        .register(registry);
    Gauge.builder("idlewild.pass.paused", () -> passes.get(pass).paused() ? 1 : 0)
        .description("1 when an operator paused it, else 0")
        .tag("pass", pass)
        .register(registry);
    Gauge.builder("idlewild.pass.last.run", () -> lastRun(pass))
        .description("When it ran last, seconds since 1970; 0 for never")
        .baseUnit("seconds")
        .tag("pass", pass)
        .register(registry);
  }

  private double lastRun(String pass) {
    return passes.get(pass).lastRun().map(time -> time.toEpochMilli() / 1000.0).orElse(0.0);
  }

  private void counter(String pass, String name, String help, ToDoubleFunction<PassView> number) {
    FunctionCounter.builder(name, passes, all -> number.applyAsDouble(all.get(pass)))
        .description(help)
        .tag("pass", pass)
        .register(registry);
  }

  /** Everything in Prometheus's text format. */
  String text() {
    return registry.scrape();
  }

  @PreDestroy
  void close() {
    collections.close();
    registry.close();
  }
}
