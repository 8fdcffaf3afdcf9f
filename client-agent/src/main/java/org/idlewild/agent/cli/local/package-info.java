/**
 * Servers and agents as processes of this machine: started, watched, stopped.
 *
 * <p>A process that is started here is stopped here, or its number is written down for whoever
 * stops it later.
 */
package org.idlewild.agent.cli.local;
