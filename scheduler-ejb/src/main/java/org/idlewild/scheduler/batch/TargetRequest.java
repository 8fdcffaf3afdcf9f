package org.idlewild.scheduler.batch;

/**
 * Who alone is to get a workunit, exactly one of the three; null where nothing is said.
 *
 * @param host a host's id
 * @param user a user's name: any of his hosts
 * @param everyHost true: a workunit is made for each host that can run the app and was in contact
 *     lately
 */
public record TargetRequest(Long host, String user, Boolean everyHost) {}
