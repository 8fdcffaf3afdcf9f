package org.idlewild.scheduler.status;

/**
 * Somebody in a list of those who earned most.
 *
 * @param credit in cobblestones, in all
 * @param recentCredit a day, lately
 */
public record EarnedView(long id, String name, double credit, double recentCredit) {}
