package org.idlewild.scheduler.batch;

/**
 * A file's signature for BOINC's clients.
 *
 * @param name for people; null means none
 * @param sha256 names the content
 * @param signature in BOINC's form, at most 400 characters
 */
public record FileSignature(String name, String sha256, String signature) {}
