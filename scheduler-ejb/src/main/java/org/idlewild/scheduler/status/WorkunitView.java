package org.idlewild.scheduler.status;

import java.util.Optional;
import java.util.Set;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Hold;
import org.idlewild.work.WorkunitError;

/** A workunit; {@code index} is its place in the batch, {@code results} how many it has. */
public record WorkunitView(
    long id,
    int index,
    String parameter,
    Set<WorkunitError> errors,
    Optional<Long> canonicalResultId,
    AssimilateState assimilateState,
    FileDeleteState fileDeleteState,
    int results,
    Optional<Hold> hold) {}
