package org.idlewild.scheduler.batch;

/** An output of an application version; {@code required} null means true. */
public record OutputRule(String name, long maxBytes, Boolean required) {}
