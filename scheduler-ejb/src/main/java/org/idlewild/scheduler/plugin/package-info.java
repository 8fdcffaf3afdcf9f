/**
 * Validators and assimilators by their names. What they do is bounded in time and can never harm
 * the pass that calls them.
 */
package org.idlewild.scheduler.plugin;
