package org.idlewild.scheduler.batch;

import java.util.List;

/**
 * A batch to compute; null where nothing is said.
 *
 * @param app the application's name
 * @param name for people; null means the application's
 * @param version the number of app versions; null means the newest
 * @param quorum 1 to 10; null means 2
 * @param delayBoundSeconds 1 to 31,536,000; null means a day
 * @param maxErrorResults null means 3
 * @param maxTotalResults null means 10
 * @param maxSuccessResults null means 6
 * @param priority null means 0
 * @param units 1 to 100,000
 * @param inputs files that were uploaded before
 */
public record BatchRequest(
    String app,
    String name,
    Integer version,
    Integer quorum,
    Long delayBoundSeconds,
    Integer maxErrorResults,
    Integer maxTotalResults,
    Integer maxSuccessResults,
    Integer priority,
    List<Unit> units,
    List<NamedFile> inputs) {}
