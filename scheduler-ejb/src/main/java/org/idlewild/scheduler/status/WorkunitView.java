package org.idlewild.scheduler.status;

import java.util.Optional;
import java.util.Set;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Hold;
import org.idlewild.work.WorkunitError;

/**
 * A workunit.
 *
 * @param index its place in the batch
 * @param results how many it has
 * @param flopsEstimate what it takes, in floating-point operations; 0 when not known
 * @param leastRunSeconds a result that ended sooner is wrong; 0 when not known
 * @param targetHost the only host that may get it
 * @param targetUser whose hosts alone may get it
 * @param hostClass what its hosts are or must be alike in
 */
public record WorkunitView(
    long id,
    int index,
    String parameter,
    Set<WorkunitError> errors,
    Optional<Long> canonicalResultId,
    AssimilateState assimilateState,
    FileDeleteState fileDeleteState,
    int results,
    Optional<Hold> hold,
    double flopsEstimate,
    long leastRunSeconds,
    Optional<Long> targetHost,
    Optional<String> targetUser,
    Optional<String> hostClass) {}
