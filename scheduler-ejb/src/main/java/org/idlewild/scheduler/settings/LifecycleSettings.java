package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How workunits live.
 *
 * @param deleteDelay how long files stay after a workunit was handed over
 * @param oneResultPerUser whether the results of a workunit go to hosts of different users
 * @param pluginLimit how long a validator or assimilator may take for one workunit
 */
public record LifecycleSettings(
    Duration deleteDelay, boolean oneResultPerUser, Duration pluginLimit) {}
