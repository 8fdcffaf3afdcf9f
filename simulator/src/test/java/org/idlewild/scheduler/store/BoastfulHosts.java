package org.idlewild.scheduler.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.idlewild.work.HostDescription;

/** Broken: believes that every host can do everything. */
public class BoastfulHosts extends Hosts {
  BoastfulHosts(Database database) {
    super(database);
  }

  @Override
  public Optional<Host> contact(long id, HostDescription description, Instant now) {
    return super.contact(id, description, now)
        .map(
            host ->
                new Host(
                    host.id(),
                    host.account(),
                    host.publicKey(),
                    boastful(host.description()),
                    host.enrolled(),
                    host.lastContact()));
  }

  private static HostDescription boastful(HostDescription host) {
    return new HostDescription(
        host.name(),
        host.agentVersion(),
        host.osName(),
        host.osVersion(),
        host.architecture(),
        host.processorModel(),
        64,
        host.flopsPerProcessor(),
        host.memoryBytes(),
        host.diskFreeBytes(),
        host.platforms(),
        host.sandboxes(),
        host.unsandboxed(),
        Set.of("special"),
        host.onFraction(),
        true);
  }
}
