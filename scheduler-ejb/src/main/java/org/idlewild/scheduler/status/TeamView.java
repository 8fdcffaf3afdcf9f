package org.idlewild.scheduler.status;

import java.time.Instant;

/**
 * A team, and what its users earned while they were in it.
 *
 * @param credit in cobblestones, in all
 * @param recentCredit a day, lately
 */
public record TeamView(
    long id, String name, long members, Instant created, double credit, double recentCredit) {}
