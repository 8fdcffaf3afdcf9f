package org.idlewild.work;

import java.time.Duration;

/**
 * How long the transitioner lets things be.
 *
 * @param deletion how long files stay after a workunit was handed over
 * @param hold how long a hold for cause lasts before it gives its workunit up
 */
public record Delays(Duration deletion, Duration hold) {}
