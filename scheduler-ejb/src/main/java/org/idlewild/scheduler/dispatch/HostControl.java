package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;

/**
 * Lets hosts rest, go on, or give up what they have, for their owners and operators. Each method
 * throws {@link Refused} NOT_FOUND or FORBIDDEN. Threads: any.
 */
@Singleton
public class HostControl {
  private final Transactions transactions;
  private final Hosts hosts;
  private final Results results;
  private final Wake wake;

  @Inject
  HostControl(Transactions transactions, Hosts hosts, Results results, Wake wake) {
    this.transactions = transactions;
    this.hosts = hosts;
    this.results = results;
    this.wake = wake;
  }

  /**
   * The host gets no work and suspends what it has. Its deadlines run on: others' work does not
   * wait for one desktop.
   */
  public void pause(Caller caller, long host) {
    own(caller, host, id -> hosts.pause(id, true));
  }

  /** The host goes on. */
  public void resume(Caller caller, long host) {
    own(caller, host, id -> hosts.pause(id, false));
  }

  /** What the host has is given up and replaced; it is told to drop it when it next asks. */
  public void abort(Caller caller, long host, Instant now) {
    own(caller, host, id -> results.detach(id, now));
    wake.up(PassName.TRANSITIONER);
  }

  private void own(Caller caller, long id, LongConsumer verb) {
    transactions.run(
        () -> {
          Hosts.Host host =
              hosts
                  .withId(id)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no host " + id));
          caller.requireOwner(host.account(), "this host");
          verb.accept(id);
        });
  }
}
