/**
 * No sandbox at all: programs run with the rights of the agent's user.
 *
 * <p>Used only when the machine's owner says so; every report says {@code none} then.
 */
package org.idlewild.agent.sandbox.none;
