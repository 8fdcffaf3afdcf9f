package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;
import org.idlewild.work.Cause;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * A result; {@code workunit} is its workunit's place in the batch, {@code cause} whose doing its
 * failure was.
 */
public record ResultView(
    long id,
    long workunitId,
    int workunit,
    Optional<Long> host,
    Optional<String> hostName,
    ServerState serverState,
    Outcome outcome,
    ValidateState validateState,
    Optional<Cause> cause,
    Optional<Integer> exitStatus,
    String message,
    String sandbox,
    double cpuSeconds,
    double elapsedSeconds,
    Optional<Instant> sent,
    Optional<Instant> received) {}
