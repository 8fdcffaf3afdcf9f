package org.idlewild.scheduler.settings;

import java.nio.file.Path;

/**
 * Where files lie.
 *
 * @param folder the content store
 * @param maxUploadBytes the largest file that anybody may bring
 */
public record FileSettings(Path folder, long maxUploadBytes) {}
