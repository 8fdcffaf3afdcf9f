package org.idlewild.scheduler.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * When ended batches leave the database.
 *
 * @param after how long after a batch ended; zero means never
 * @param folder where they go
 */
public record ArchiveSettings(Duration after, Path folder) {}
