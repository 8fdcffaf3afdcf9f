package org.idlewild.scheduler.status;

import java.util.Optional;

/**
 * What a user earned.
 *
 * @param team the name of the user's team
 * @param credit in cobblestones, in all
 * @param recentCredit a day, lately
 */
public record UserView(Optional<String> team, double credit, double recentCredit) {}
