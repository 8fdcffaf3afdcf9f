package org.idlewild.agent.evm;

import java.io.OutputStream;

/**
 * Where a program's outputs go.
 *
 * @param out its standard output; a failure to write ends the program
 * @param err its error output
 */
public record Outputs(OutputStream out, OutputStream err) {}
