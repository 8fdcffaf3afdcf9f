package org.idlewild.load.cli;

import picocli.CommandLine.Command;

/** {@code bench}: nothing by itself. */
@Command(name = "idlewild bench", subcommandsRepeatable = false)
final class BenchCommand {}
