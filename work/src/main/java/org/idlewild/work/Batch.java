package org.idlewild.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Workunits that a researcher submitted together and gets one output for.
 *
 * @param id names it
 * @param name for people
 * @param app the application's id
 * @param appVersion the application version's id
 * @param owner the account that submitted it
 * @param created when
 * @param quorum of its workunits
 * @param total how many workunits it has
 * @param cancelled whether its owner gave it up
 * @param ended when its last workunit was handed over
 * @param output all answers together; empty until it ended, and for a cancelled one
 * @param inputs the files that its workunits share
 */
public record Batch(
    long id,
    String name,
    long app,
    long appVersion,
    long owner,
    Instant created,
    int quorum,
    int total,
    boolean cancelled,
    Optional<Instant> ended,
    Optional<StoredFile> output,
    List<NamedFile> inputs) {}
