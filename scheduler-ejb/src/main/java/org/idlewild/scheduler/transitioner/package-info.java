/** Decides what follows from the facts about workunits that are due. No other stage does. */
package org.idlewild.scheduler.transitioner;
