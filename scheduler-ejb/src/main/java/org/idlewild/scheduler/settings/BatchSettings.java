package org.idlewild.scheduler.settings;

import java.time.Duration;

/**
 * How batches are taken.
 *
 * @param everyHostWindow a workunit for every host is made for each that was in contact within this
 * @param arrivalPatience a batch that comes line by line is given up when nothing came for so long
 * @param mostArriving so many of a user's batches come line by line at once
 * @param mostWorkunits so many workunits may one have that comes line by line
 */
public record BatchSettings(
    Duration everyHostWindow, Duration arrivalPatience, int mostArriving, int mostWorkunits) {}
