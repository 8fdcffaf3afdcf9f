package org.idlewild.scheduler.settings;

import java.time.Duration;
import org.idlewild.work.Delays;

/**
 * How workunits live.
 *
 * @param delays how long the transitioner lets files and holds be
 * @param oneResultPerUser whether the results of a workunit go to hosts of different users
 * @param pluginLimit how long a validator or assimilator may take for one workunit
 */
public record LifecycleSettings(Delays delays, boolean oneResultPerUser, Duration pluginLimit) {}
