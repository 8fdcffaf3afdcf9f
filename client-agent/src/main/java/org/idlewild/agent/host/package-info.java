/**
 * What the machine is and what goes on at it, asked of the system.
 *
 * <p>What an answer means for the tasks is decided in {@code org.idlewild.agent.policy}.
 */
package org.idlewild.agent.host;
