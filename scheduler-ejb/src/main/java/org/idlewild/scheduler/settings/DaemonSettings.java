package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How passes run.
 *
 * @param interval how long a pass rests when nobody wakes it
 * @param limit how many rows a pass takes at once
 */
public record DaemonSettings(Duration interval, int limit) {}
