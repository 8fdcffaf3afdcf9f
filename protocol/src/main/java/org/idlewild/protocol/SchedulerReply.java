package org.idlewild.protocol;

import java.util.List;

/**
 * The answer to a poll.
 *
 * @param protocol the dialect's version
 * @param nextContactMillis how long to wait before the next poll, unless a task ends sooner
 * @param orders tasks for this host, new or sent again; one that the host already holds is to be
 *     ignored
 * @param acknowledged reports that the server holds for good (or has no use for): the agent forgets
 *     them
 * @param abort tasks nobody needs any more
 * @param messages sentences for the agent's log
 * @param suspend tasks that are to rest; every other one goes on. Null from an older server
 * @param trickles messages for tasks; each comes with every reply until it is marked. Null from an
 *     older server
 * @param trickled messages of tasks that the server has. Null from an older server
 * @param files whether the next poll is to say which files the host holds; false from an older
 *     server
 */
public record SchedulerReply(
    int protocol,
    long nextContactMillis,
    List<TaskOrder> orders,
    List<Long> acknowledged,
    List<Long> abort,
    List<String> messages,
    List<TaskSuspension> suspend,
    List<Trickle> trickles,
    List<TrickleMark> trickled,
    boolean files) {}
