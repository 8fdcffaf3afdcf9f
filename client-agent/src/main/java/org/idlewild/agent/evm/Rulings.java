package org.idlewild.agent.evm;

import java.util.Optional;

/**
 * What a task's processes are answered.
 *
 * @param policy what they may do
 * @param root where their files lie
 * @param tally what they told
 * @param ledger the sums of their files
 */
record Rulings(Policy policy, Root root, Tally tally, Ledger ledger) {

  /** The answer to what a process said, if it waits for one. */
  Optional<Frame> answer(Heard heard, Tokens tokens) {
    if (heard instanceof Heard.Beat beat) {
      ledger.keep();
      return Optional.of(beat.number()).filter(number -> number > 0).map(Said::beat);
    }
    if (heard instanceof Heard.AskStart start) {
      return Optional.of(start(start, tokens));
    }
    if (heard instanceof Heard.Opening opening) {
      return Optional.of(
          ledger.find(opening.path()).map(Ledger.Entry::frame).orElseGet(Said::unknown));
    }
    ledger.heard(heard);
    return Optional.empty();
  }

  private Frame start(Heard.AskStart start, Tokens tokens) {
    Optional<String> hashed = root.hash(Starts.plain(start.image()));
    return Starts.objection(
            policy, start.image(), hashed, tally.livingProcesses() + tokens.awaited())
        .map(Said::forbidden)
        .orElseGet(() -> Said.allowed(tokens.issue()));
  }
}
