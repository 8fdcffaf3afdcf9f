package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How batches are taken.
 *
 * @param everyHostWindow a workunit for every host is made for each that was in contact within this
 */
public record BatchSettings(Duration everyHostWindow) {}
