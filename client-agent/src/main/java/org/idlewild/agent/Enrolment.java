package org.idlewild.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.idlewild.agent.files.Refused;
import org.idlewild.agent.server.Backoff;
import org.idlewild.agent.server.HostState;
import org.idlewild.agent.server.Http;
import org.idlewild.agent.server.Identity;
import org.idlewild.agent.server.Scheduler;

/** The number that the server knows this host by. */
final class Enrolment {
  private static final System.Logger LOG = System.getLogger(Enrolment.class.getName());

  /**
   * Answers of the server itself; others may come from whatever stands before it while it is being
   * set up.
   */
  private static final Set<Integer> FINAL = Set.of(400, 401, 403);

  private final Path file;
  private final Optional<String> token;
  private final DoubleSupplier random;

  Enrolment(Path file, Optional<String> token, DoubleSupplier random) {
    this.file = file;
    this.token = token;
    this.random = random;
  }

  /** Fails early, before anything slow is done, when enrolling is not possible. */
  void check() throws AgentFailure {
    if (known().isEmpty() && token.isEmpty()) {
      throw new AgentFailure(
          AgentFailure.Reason.NOT_ENROLLED,
          "This host is not enrolled yet; ask for an enrolment token and start the agent with it.");
    }
  }

  /** The number; asks the server for one if there is none yet, for as long as that takes. */
  long hostId(Http http, Identity identity, HostState host)
      throws AgentFailure, InterruptedException, IOException {
    OptionalLong known = known();
    if (known.isPresent()) {
      return known.getAsLong();
    }
    for (int failures = 1; ; failures++) {
      try {
        long hostId = Scheduler.enrol(http, identity, token.orElseThrow(), host);
        keep(hostId);
        return hostId;
      } catch (IOException e) {
        giveUp(e);
        LOG.log(System.Logger.Level.WARNING, "Enrolling will be tried again: " + e.getMessage());
        Thread.sleep(Backoff.delay(failures, random.getAsDouble()).toMillis());
      }
    }
  }

  private static void giveUp(IOException e) throws AgentFailure {
    if (e instanceof Refused refused && FINAL.contains(refused.status())) {
      throw new AgentFailure(
          AgentFailure.Reason.ENROLMENT_REFUSED,
          "The server refused to enrol this host: " + e.getMessage(),
          e);
    }
  }

  private OptionalLong known() throws AgentFailure {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      throw new AgentFailure(
          AgentFailure.Reason.DATA_UNUSABLE, "The file " + file + " must hold a number.", e);
    }
  }

  private void keep(long hostId) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, hostId + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
