package org.idlewild.agent.evm;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the processes of a task told of themselves, together. It is what wrapped programs say, so it
 * is good for reports; what a limit rests on is measured from outside.
 *
 * @param processes those that there ever were
 * @param threads of those that are there
 * @param bytesRead what was asked to be read
 * @param bytesWritten what was asked to be written
 * @param cpu processor time
 * @param hooks exports that are mediated in a process
 * @param missing exports that this system does not have
 * @param refused how often each kind of act was refused; {@code others} counts those not told
 *     singly
 * @param refusals some of them
 * @param texts what dialogs would have shown
 * @param calls how often mediated exports were called, told at the end
 */
public record Account(
    int processes,
    long threads,
    long bytesRead,
    long bytesWritten,
    Duration cpu,
    int hooks,
    List<String> missing,
    Map<String, Long> refused,
    List<Refusal> refusals,
    List<Told> texts,
    Map<String, Long> calls) {

  /**
   * An act that was refused.
   *
   * @param what the export's name
   * @param detail a path, an address or a key
   */
  public record Refusal(String what, String detail) {}

  /**
   * What a dialog would have shown.
   *
   * @param kind such as {@code message box}
   * @param title of the dialog
   * @param text in it
   */
  public record Told(String kind, String title, String text) {}
}
