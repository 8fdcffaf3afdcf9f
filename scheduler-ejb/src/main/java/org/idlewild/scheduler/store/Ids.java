package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;

/**
 * Gives out 64-bit ids in blocks, so that inserting needs no round trip each. Ids of a lost block
 * are never used.
 */
@Singleton
public class Ids {
  /** What ids are given out for. */
  public enum Kind {
    ACCOUNT,
    HOST,
    APP,
    APP_VERSION,
    BATCH,
    WORKUNIT,
    RESULT,
    TEAM
  }

  private static final int BLOCK = 500;

  private final Database database;
  private final Transactions transactions;
  private final Map<Kind, Block> blocks = new ConcurrentHashMap<>();

  @Inject
  Ids(Database database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /** The next id of a kind; never given out twice, by any node. */
  public long next(Kind kind) {
    Block block = blocks.computeIfAbsent(kind, any -> new Block());
    synchronized (block) {
      if (block.next == block.end) {
        block.end = transactions.call(() -> reserve(kind, BLOCK)) + 1;
        block.next = block.end - BLOCK;
      }
      return block.next++;
    }
  }

  /**
   * Takes ids that follow each other, above all that were given out before.
   *
   * @return the first of them
   */
  long take(Kind kind, int count) {
    return transactions.call(() -> reserve(kind, count)) - count + 1;
  }

  private long reserve(Kind kind, int count) {
    EntityManager em = database.em();
    int known =
        em.createNativeQuery("UPDATE id_block SET last_id = last_id + ? WHERE name = ?")
            .setParameter(1, count)
            .setParameter(2, kind.name())
            .executeUpdate();
    if (known == 0) {
      em.createNativeQuery("INSERT INTO id_block (name, last_id) VALUES (?, ?)")
          .setParameter(1, kind.name())
          .setParameter(2, count)
          .executeUpdate();
    }
    List<?> last =
        em.createNativeQuery("SELECT last_id FROM id_block WHERE name = ?")
            .setParameter(1, kind.name())
            .getResultList();
    Faults.at(Point.IDS_RESERVED);
    return ((Number) last.get(0)).longValue();
  }

  private static final class Block {
    private long next;
    private long end;
  }
}
