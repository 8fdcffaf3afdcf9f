package org.idlewild.scheduler.batch;

/** A batch, and whether this request made it or an earlier one with the same key did. */
public record Submitted(long batchId, boolean created) {}
