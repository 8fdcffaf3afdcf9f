/**
 * Whether tasks may run right now: a pure decision from what the user of the machine does and
 * wants.
 *
 * <p>Nothing here looks at the machine; {@code org.idlewild.agent.host} does that.
 */
package org.idlewild.agent.policy;
