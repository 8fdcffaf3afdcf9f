package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.scheduler.store.Nodes;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Slice;

/**
 * Which part of the rows is this node's: the nodes that are alive have a slice each, in the order
 * of their names. Two nodes may differ about who is alive for a moment; then they do a few rows
 * twice, and the second time nothing happens. Threads: any.
 */
@Singleton
public class Slices {
  private static final Logger LOG = System.getLogger(Slices.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** A node that has been silent for so long has no slice any more: four check-ins. */
  private static final Duration SILENT = ClusterStore.CHECK_IN.multipliedBy(4);

  private final Transactions transactions;
  private final Nodes nodes;
  private final String me;
  private final Clock clock;
  private boolean alone = true;
  private List<Nodes.Node> live = List.of();
  private Instant read = Instant.MIN;

  @Inject
  Slices(Transactions transactions, Nodes nodes, DaemonSettings settings) {
    this(transactions, nodes, settings, Clock.systemUTC());
  }

  Slices(Transactions transactions, Nodes nodes, DaemonSettings settings, Clock clock) {
    this.transactions = transactions;
    this.nodes = nodes;
    this.me = settings.node();
    this.clock = clock;
  }

  /** From now on there may be other nodes. */
  synchronized void join() {
    alone = false;
  }

  /** This node's slice; everything when it is alone. */
  public Slice mine() {
    TreeSet<String> names = new TreeSet<>(live().stream().map(Nodes.Node::name).toList());
    // This node is alive, whether it has checked in already or not.
    names.add(me);
    return new Slice(names.headSet(me).size(), names.size());
  }

  /** The nodes that are alive, by name; only those that share a database check in. */
  public synchronized List<Nodes.Node> live() {
    Instant now = clock.instant();
    if (!alone && (read.equals(Instant.MIN) || !now.isBefore(read.plus(FRESH)))) {
      read = now;
      try {
        live = transactions.call(() -> nodes.since(now.minus(SILENT)));
      } catch (RuntimeException failure) {
        LOG.log(Level.DEBUG, "the nodes last known hold", failure);
      }
    }
    return live;
  }
}
