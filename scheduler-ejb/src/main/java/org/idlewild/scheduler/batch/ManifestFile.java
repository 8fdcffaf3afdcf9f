package org.idlewild.scheduler.batch;

/** A file of an application version; {@code sha256} is checked when it is not null. */
public record ManifestFile(String name, String sha256) {}
