package org.idlewild.work;

/**
 * A file and what it is called where it is used.
 *
 * @param name a plain file name
 * @param content what is in it
 */
public record NamedFile(String name, StoredFile content) {}
