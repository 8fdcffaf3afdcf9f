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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.idlewild.scheduler.assimilation.AssimilatorPass;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Contacts;
import org.idlewild.scheduler.contact.Served;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.deletion.FileDeleterPass;
import org.idlewild.scheduler.deletion.PurgePass;
import org.idlewild.scheduler.deletion.SweepPass;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.feeder.FeederPass;
import org.idlewild.scheduler.report.Checkpoints;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.settings.Settings;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.store.TransactionRunner;
import org.idlewild.scheduler.transitioner.TailPass;
import org.idlewild.scheduler.transitioner.TransitionerPass;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.scheduler.trickle.Trickles;
import org.idlewild.scheduler.validation.ValidatorPass;
import org.idlewild.work.HostDescription;
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

  /** Whether it was killed; a plug-in's caller takes its death for the plug-in's. */
  boolean isDead() {
    return transactions.isDead();
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

  /**
   * A host's request for work, and what it has to say.
   *
   * @param letters what its tasks tell
   * @param heard which letters to its tasks it has
   */
  record Poll(
      long host,
      HostDescription description,
      List<Report> reports,
      Set<Long> held,
      int wanted,
      List<Message> letters,
      List<Message.Mark> heard) {}

  /**
   * The answer.
   *
   * @param taken which letters need not be sent again
   * @param letters for the host's tasks
   */
  record Reply(
      List<Long> acknowledged,
      Assignment assignment,
      List<Message.Mark> taken,
      List<Message> letters) {}

  /** As the agent's dialect does it: letters first, then reports, then work. */
  Reply poll(Poll poll, Instant now) {
    Trickles trickles = get(Trickles.class);
    List<Message.Mark> taken = trickles.take(poll.host(), poll.letters(), now);
    trickles.delivered(poll.host(), poll.heard());
    Set<Long> held = new HashSet<>(poll.held());
    poll.reports().stream().map(Report::resultId).forEach(held::remove);
    HostRequest request =
        new HostRequest(poll.host(), poll.description(), poll.wanted(), Set.copyOf(held));
    Served served =
        get(Contacts.class)
            .serve(
                new Contact(poll.host(), Optional.empty(), poll.reports(), Optional.of(request)),
                now);
    return new Reply(
        served.acknowledged(),
        served.assignment().orElseThrow(),
        taken,
        trickles.waiting(poll.host(), poll.held()));
  }

  /** A piece of an output or of a checkpoint, which is plain ASCII. */
  record Piece(
      long host,
      long result,
      boolean checkpoint,
      String sha256,
      int offset,
      String whole,
      int end) {
    private InputStream content() {
      return new ByteArrayInputStream(
          whole.substring(offset, end).getBytes(StandardCharsets.US_ASCII));
    }
  }

  Received upload(Piece piece, Instant now) {
    try (InputStream content = piece.content()) {
      return piece.checkpoint()
          ? get(Checkpoints.class)
              .receive(
                  piece.host(),
                  piece.result(),
                  piece.sha256(),
                  piece.offset(),
                  piece.whole().length(),
                  content,
                  now)
          : get(Outputs.class)
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
}
