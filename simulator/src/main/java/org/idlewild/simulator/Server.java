package org.idlewild.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.idlewild.scheduler.assimilation.AssimilatorPass;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.deletion.FileDeleterPass;
import org.idlewild.scheduler.deletion.PurgePass;
import org.idlewild.scheduler.deletion.SweepPass;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Dispatch;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.feeder.FeederPass;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.report.Reports;
import org.idlewild.scheduler.settings.Settings;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.store.TransactionRunner;
import org.idlewild.scheduler.transitioner.TailPass;
import org.idlewild.scheduler.transitioner.TransitionerPass;
import org.idlewild.scheduler.validation.ValidatorPass;
import org.idlewild.work.Received;

/**
 * The server of a run: production's own stages, wired anew at every start, so that whatever was
 * only in memory is lost.
 */
final class Server {
  static final List<Class<? extends Pass>> PASSES =
      List.of(
          TransitionerPass.class,
          TailPass.class,
          FeederPass.class,
          ValidatorPass.class,
          AssimilatorPass.class,
          FileDeleterPass.class,
          PurgePass.class,
          SweepPass.class);

  private final Site site;
  private final SpotChecks spotChecks;
  private final Settings settings;
  private final Consumer<Beans> seam;
  private final KillableTransactions transactions;
  private final Queue<Integer> crashes = new ArrayDeque<>();
  private Beans beans;

  Server(Site site, Chance chance, Map<String, String> settings, Consumer<Beans> seam) {
    this.site = site;
    this.spotChecks = new SpotChecks(chance);
    this.settings =
        new Settings(
            key -> key.equals("idlewild.data") ? site.data().toString() : settings.get(key));
    this.seam = seam;
    this.transactions = new KillableTransactions(site.persistence());
    start();
  }

  /** Starts, or starts again. */
  void start() {
    beans = wired(transactions);
  }

  private Beans wired(KillableTransactions runner) {
    Beans wired = new Beans().put(TransactionRunner.class, runner);
    wired.put(org.idlewild.scheduler.dispatch.Chance.class, spotChecks);
    wired.putProducts(settings);
    site.equip(wired);
    seam.accept(wired);
    return wired;
  }

  /** What people see, without wear to the life of the server. */
  BatchViews views() {
    return wired(new KillableTransactions(site.persistence())).get(BatchViews.class);
  }

  /** Lets it die after so many transactions, and so on after each death. */
  void dieAfter(List<Integer> lives, boolean onceCommitted) {
    crashes.clear();
    crashes.addAll(lives);
    armNext(onceCommitted);
  }

  /** It has died and starts again. */
  void rise(boolean onceCommitted) {
    start();
    armNext(onceCommitted);
  }

  private void armNext(boolean onceCommitted) {
    transactions.killAfter(crashes.isEmpty() ? Integer.MAX_VALUE : crashes.remove(), onceCommitted);
  }

  <T> T get(Class<T> type) {
    return beans.get(type);
  }

  /** Runs a pass once; how many rows it did. */
  int run(PassName name, int limit, Instant now) {
    return PASSES.stream()
        .map(beans::get)
        .filter(pass -> pass.name() == name)
        .mapToInt(pass -> pass.run(limit, now))
        .sum();
  }

  /** A host's request for work, and what it has to say. */
  record Poll(long host, List<Report> reports, Set<Long> held, int wanted) {}

  /** The answer. */
  record Reply(List<Long> acknowledged, Assignment assignment) {}

  /** As the agent's dialect does it: reports first, then work. */
  Reply poll(Poll poll, Instant now) {
    List<Long> acknowledged = get(Reports.class).report(poll.host(), poll.reports(), now);
    Set<Long> held = new HashSet<>(poll.held());
    poll.reports().stream().map(Report::resultId).forEach(held::add);
    acknowledged.forEach(held::remove);
    HostRequest request =
        new HostRequest(poll.host(), Setting.description(), poll.wanted(), Set.copyOf(held));
    return new Reply(acknowledged, get(Dispatch.class).request(request, now));
  }

  /** A piece of an output, which is plain ASCII. */
  record Piece(long host, long result, String sha256, int offset, String whole, int end) {}

  Received upload(Piece piece, Instant now) {
    byte[] part = bytes(piece.whole().substring(piece.offset(), piece.end()));
    try (InputStream content = new ByteArrayInputStream(part)) {
      return get(Outputs.class)
          .receive(
              piece.host(),
              piece.result(),
              Setting.OUTPUT,
              piece.sha256(),
              piece.offset(),
              piece.whole().length(),
              content,
              now);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
