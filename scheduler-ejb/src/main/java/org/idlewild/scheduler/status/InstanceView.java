package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Optional;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * A result as BOINC's tools see it.
 *
 * @param stderr what its program said
 * @param outputs the sizes of its files that are here, in bytes
 */
public record InstanceView(
    long id,
    ServerState serverState,
    Outcome outcome,
    ValidateState validateState,
    Optional<Integer> exitStatus,
    double cpuSeconds,
    double elapsedSeconds,
    boolean sent,
    String stderr,
    List<Long> outputs) {}
