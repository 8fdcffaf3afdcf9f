package org.idlewild.scheduler.status;

import java.time.Instant;
import java.util.Optional;
import org.idlewild.work.Earned;

/**
 * What a client shows its owner.
 *
 * @param user the account's name
 * @param email what its owner signs in with, if anything
 * @param team the name of its team
 * @param since when the account was first attached to
 * @param ofUser what the user earned
 * @param ofHost what the host earned
 * @param hostSince when the host joined
 */
public record ClientView(
    String user,
    Optional<String> email,
    Optional<String> team,
    Instant since,
    Earned ofUser,
    Earned ofHost,
    Instant hostSince) {}
