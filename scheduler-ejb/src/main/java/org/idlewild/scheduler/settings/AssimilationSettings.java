package org.idlewild.scheduler.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where answers go.
 *
 * @param folder where the assimilator {@code copy} may write; empty switches it off
 * @param combineLimit how long making a batch's output may take
 */
public record AssimilationSettings(Optional<Path> folder, Duration combineLimit) {}
