package org.idlewild.scheduler.assimilation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.idlewild.assimilator.Parts;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.Transactions;

/** Reads the parts of a batch's output, some hundred rows at a time. */
@Singleton
class StoredParts {
  private static final int ROWS = 500;

  private final Transactions transactions;
  private final Handovers handovers;
  private final FileStore files;

  @Inject
  StoredParts(Transactions transactions, Handovers handovers, FileStore files) {
    this.transactions = transactions;
    this.handovers = handovers;
    this.files = files;
  }

  Parts of(long batch) {
    return new Reading(batch);
  }

  private final class Reading implements Parts {
    private final long batch;
    private Iterator<Handovers.Part> here = List.<Handovers.Part>of().iterator();
    private int from;

    Reading(long batch) {
      this.batch = batch;
    }

    @Override
    public Optional<InputStream> next() throws IOException {
      if (!here.hasNext()) {
        here = transactions.call(() -> handovers.parts(batch, from, ROWS)).iterator();
      }
      if (!here.hasNext()) {
        return Optional.empty();
      }
      Handovers.Part part = here.next();
      from = part.position() + 1;
      Faults.at(Point.PART_APPENDED);
      return Optional.of(files.content(part.content()).open(0));
    }
  }
}
