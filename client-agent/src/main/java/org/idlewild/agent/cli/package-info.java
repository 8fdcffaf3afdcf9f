/**
 * The command line of researchers and operators: one class a command.
 *
 * <p>Answers go to standard output, everything else to standard error; each failure is one sentence
 * and an exit status.
 */
package org.idlewild.agent.cli;
