/**
 * The domain of a work-unit grid as records, enums and pure functions. Nothing here reads a clock,
 * a file or a network: the time is a parameter, so a whole grid can be simulated.
 */
package org.idlewild.work;
