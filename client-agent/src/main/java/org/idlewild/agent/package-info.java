/**
 * The agent: one loop that looks at the machine and its tasks, decides, and acts.
 *
 * <p>{@link org.idlewild.agent.Agent} puts the parts together; {@code Controller} is the loop.
 */
package org.idlewild.agent;
