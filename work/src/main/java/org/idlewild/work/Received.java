package org.idlewild.work;

/**
 * How far an upload has come.
 *
 * @param offset bytes held; the next one to send
 * @param complete whether that is the whole file
 */
public record Received(long offset, boolean complete) {}
