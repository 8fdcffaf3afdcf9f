package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How passes run.
 *
 * @param interval how long a pass rests when nobody wakes it
 * @param limit how many rows a pass takes at once
 * @param node the name of this node, which no other node on the database may have
 */
public record DaemonSettings(Duration interval, int limit, String node) {}
