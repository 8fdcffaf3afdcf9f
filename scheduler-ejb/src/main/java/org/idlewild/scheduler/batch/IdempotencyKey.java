package org.idlewild.scheduler.batch;

/** A request's key and the hash of what it asks: the same key with another request is refused. */
public record IdempotencyKey(String key, String requestSha256) {}
