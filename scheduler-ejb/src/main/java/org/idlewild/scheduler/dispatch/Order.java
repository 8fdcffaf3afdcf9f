package org.idlewild.scheduler.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;

/**
 * A result to compute, with all that a host needs to know.
 *
 * @param resultId names it
 * @param workunitId whose it is
 * @param app the application's name
 * @param appVersion its version's number
 * @param platform what it runs on
 * @param main the name of one of {@code files}
 * @param arguments the command line after it
 * @param files the application version's
 * @param inputs the workunit's
 * @param keepsInputs whether they are worth to be kept for other results of the app
 * @param outputs to be made
 * @param limits to be kept
 * @param deadline until the server gives up on this host
 * @param processors that the task keeps busy
 * @param planClass the name of its version's plan class; empty for none
 * @param checkpoint where it keeps how far it is
 * @param evm what it may do in the virtual machine; empty for programs that run in none
 * @param clientWay what a BOINC client starts
 */
public record Order(
    long resultId,
    long workunitId,
    String app,
    int appVersion,
    String platform,
    String main,
    List<String> arguments,
    List<File> files,
    List<File> inputs,
    boolean keepsInputs,
    List<Output> outputs,
    Limits limits,
    Duration deadline,
    int processors,
    String planClass,
    Optional<Checkpoint> checkpoint,
    Optional<EvmPolicy> evm,
    ClientTerms.Way clientWay) {

  /**
   * A file to go on from.
   *
   * @param name plain; when it is among the inputs the task goes on from it
   * @param interval the least time between two uploads of it
   * @param maxBytes the most it may hold
   */
  public record Checkpoint(String name, Duration interval, long maxBytes) {}

  /** A file to fetch. */
  public record File(String name, String sha256, long bytes) {}

  /** A file to make. */
  public record Output(String name, long maxBytes, boolean required) {}
}
