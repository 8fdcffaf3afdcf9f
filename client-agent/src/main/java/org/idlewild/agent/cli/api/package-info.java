/**
 * The server's REST interface as the command line uses it: requests, streamed transfers, answers as
 * records.
 *
 * <p>Every failure that a user can meet leaves here as one sentence with an exit status.
 */
package org.idlewild.agent.cli.api;
