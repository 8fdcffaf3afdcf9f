package org.idlewild.scheduler.daemon;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Wakes a pass at once instead of letting it sleep out its interval. A hint and no more: what is
 * due is in the database, and a pass that was not woken finds it a little later. Threads: any; to
 * be called after the commit.
 */
@Singleton
public class Wake {
  private final AtomicReference<Consumer<PassName>> sleeper = new AtomicReference<>(name -> {});

  public void up(PassName pass) {
    sleeper.get().accept(pass);
  }

  void connect(Consumer<PassName> daemons) {
    sleeper.set(daemons);
  }
}
