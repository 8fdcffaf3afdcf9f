/**
 * What an agent holds: its tasks, each a record with a state that moves by a constant table.
 *
 * <p>The server's records end here; the rest of the agent sees programs, files and reports.
 */
package org.idlewild.agent.task;
