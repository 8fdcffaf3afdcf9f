package org.idlewild.work;

/**
 * A file that a task makes.
 *
 * @param name a plain file name; {@code stdout} is the standard output
 * @param maxBytes the most it may hold
 * @param required whether a task without it has failed
 */
public record ExpectedOutput(String name, long maxBytes, boolean required) {}
