package org.idlewild.scheduler.dispatch;

import java.util.Set;
import org.idlewild.work.HostDescription;

/**
 * What a host asks, in whichever dialect it asked.
 *
 * @param hostId who
 * @param description the host as it is now
 * @param tasksWanted how many more tasks it would take
 * @param held the results that it has
 */
public record HostRequest(
    long hostId, HostDescription description, int tasksWanted, Set<Long> held) {}
