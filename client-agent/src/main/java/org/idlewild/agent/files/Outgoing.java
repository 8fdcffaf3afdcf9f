package org.idlewild.agent.files;

import java.nio.file.Path;

/**
 * An output to send.
 *
 * @param task the task that made it
 * @param name as the app declares it
 * @param file where it lies
 * @param bytes its size
 * @param sha256 its checksum when the task ended
 */
public record Outgoing(long task, String name, Path file, long bytes, String sha256) {}
