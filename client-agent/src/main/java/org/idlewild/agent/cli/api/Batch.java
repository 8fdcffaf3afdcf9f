package org.idlewild.agent.cli.api;

import java.util.Optional;

/**
 * A batch as the server shows it.
 *
 * @param id its number
 * @param name for people; may be null
 * @param app the application's name
 * @param appVersion the application's version
 * @param quorum how many results of a workunit must agree
 * @param state RUNNING, COMPLETE or CANCELLED
 * @param output the merged output; null until it stands
 * @param created when, ISO 8601
 * @param progress where its workunits stand
 * @param paused whether it rests
 */
public record Batch(
    long id,
    String name,
    String app,
    int appVersion,
    int quorum,
    String state,
    Output output,
    String created,
    Progress progress,
    boolean paused) {

  /**
   * The merged output.
   *
   * @param sha256 lower-case hexadecimal
   * @param bytes its size
   */
  public record Output(String sha256, long bytes) {}

  /** Where the server keeps it. */
  public String path() {
    return "/batches/" + id;
  }

  /** Whether the server still works on it. */
  public boolean isRunning() {
    return "RUNNING".equals(state);
  }

  /** Whether each workunit is done and the output stands. */
  public boolean isWhole() {
    return "COMPLETE".equals(state) && output != null && progress.done() == progress.total();
  }

  /** The merged output, once it stands. */
  public Optional<Output> merged() {
    return Optional.ofNullable(output);
  }
}
