package org.idlewild.scheduler.batch;

import java.util.List;
import java.util.Optional;

/**
 * A workunit to be, as BOINC's tools describe it.
 *
 * @param name by which its submitter knows it; empty for none
 * @param unit without its inputs
 * @param inputs its files, and what its program finds them under
 */
public record RemoteJob(Optional<String> name, Unit unit, List<Input> inputs) {
  public RemoteJob {
    inputs = List.copyOf(inputs);
  }

  /**
   * A file of a job.
   *
   * @param openName what the program finds it under
   * @param content its name among the submitter's files, or the text itself
   * @param inline whether it is the text
   */
  public record Input(String openName, String content, boolean inline) {}
}
