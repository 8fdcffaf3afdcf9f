/** Hands answers over to assimilators, and merges their parts into one output when a batch ends. */
package org.idlewild.scheduler.assimilation;
