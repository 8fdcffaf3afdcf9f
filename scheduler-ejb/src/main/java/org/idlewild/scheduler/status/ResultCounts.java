package org.idlewild.scheduler.status;

import java.util.Map;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * How many results are in each state; {@code byOutcome} and {@code byValidateState} count all
 * results as well.
 */
public record ResultCounts(
    Map<ServerState, Long> byServerState,
    Map<Outcome, Long> byOutcome,
    Map<ValidateState, Long> byValidateState) {}
