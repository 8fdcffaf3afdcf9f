package org.idlewild.scheduler.batch;

/** A file that was uploaded before, and what it is called in a task's working folder. */
public record NamedFile(String name, String sha256) {}
