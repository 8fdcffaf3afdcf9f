/**
 * The native dialect: what our agent and the server say to each other, as records that become JSON.
 *
 * <p>Each message carries the version of the dialect; a reader ignores fields that it does not
 * know, so either side may be newer. Times are durations, never instants: a host's clock may be
 * years off.
 */
package org.idlewild.protocol;
