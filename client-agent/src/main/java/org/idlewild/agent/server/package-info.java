/**
 * The native dialect, spoken over HTTP: enrolment, sessions, polls and files.
 *
 * <p>All of {@code jakarta.ws.rs} in the agent is here. An {@link java.io.IOException} means that a
 * later attempt may do better; a {@link org.idlewild.agent.files.Refused} among them means that it
 * will not.
 */
package org.idlewild.agent.server;
