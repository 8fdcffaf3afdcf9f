/**
 * What the agent remembers across its own end, however sudden: one file of JSON lines that only
 * grows.
 *
 * <p>It is read and written anew at each start, and when it has grown long.
 */
package org.idlewild.agent.journal;
