package org.idlewild.scheduler.dispatch;

import java.time.Duration;
import java.util.List;

/**
 * What a host gets.
 *
 * @param orders results to compute, new ones and those that it has lost
 * @param abort results that it has and nobody needs
 * @param abortUnlessBegun the same, but that what it has begun is worth to be ended; empty for a
 *     host that says what it has begun
 * @param suspend results that it has and is to let rest; all others go on
 * @param files whether the host is to say which files it holds when it asks next
 * @param nextContact how long it may wait before it asks again
 */
public record Assignment(
    List<Order> orders,
    List<Long> abort,
    List<Long> abortUnlessBegun,
    List<Suspension> suspend,
    boolean files,
    Duration nextContact) {}
