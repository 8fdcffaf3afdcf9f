package org.idlewild.protocol;

import java.util.List;

/**
 * A poll: {@code POST /scheduler}. Reports what ended, says what is held, asks for more.
 *
 * @param protocol the dialect's version
 * @param facts the host as it is now
 * @param tasksWanted how many more tasks the host would take now, 0 for none
 * @param held every task on the host that is not in {@code reports}: what the server thinks the
 *     host has and is not here was lost on the way and is sent again
 * @param reports tasks that ended, their outputs uploaded before
 * @param trickles messages of tasks; each comes with every poll until it is marked. Null from an
 *     older agent
 * @param trickled messages that have come for tasks. Null from an older agent
 * @param mark which poll this is; null from an older agent
 * @param files hashes of files that the host holds, at most {@link Protocol#FILES_LIMIT}, those
 *     first that it used last; null unless the last reply asked for them
 */
public record SchedulerRequest(
    int protocol,
    HostFacts facts,
    int tasksWanted,
    List<TaskStatus> held,
    List<TaskReport> reports,
    List<Trickle> trickles,
    List<TrickleMark> trickled,
    PollMark mark,
    List<String> files) {}
