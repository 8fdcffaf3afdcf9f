package org.idlewild.simulator.invariants;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must hold.
 *
 * @param name for people and tests
 * @param sentence what should hold
 * @param ofRest whether it holds only when nothing is left to do
 * @param check what is found where it does not
 */
record Invariant(
    String name, String sentence, boolean ofRest, Function<Change, Stream<String>> check) {

  /** All of them. A new rule of the server's belongs here, with its sentence. */
  static final List<Invariant> ALL =
      List.of(
          always(
              "ANSWER_STAYS",
              "the canonical result of a workunit never changes",
              Lives::answersThatMoved),
          always(
              "ANSWER_IS_ITS_OWN",
              "a canonical result is a valid success of its own workunit",
              Lives::answersOfNoWorth),
          always(
              "ANSWERED_OR_FAILED",
              "a workunit has an answer or errors, never both, and keeps either",
              Lives::answeredAndFailed),
          always(
              "ENDS_ONCE",
              "a workunit is handed over once, with an answer or a failure",
              Lives::endedTwice),
          always(
              "BATCH_ENDS_ONCE",
              "a batch ends once, after all its workunits, and keeps its output",
              Lives::batchesEndedTwice),
          always(
              "PROGRESS_SUMS",
              "a batch always has as many workunits as it was given",
              Lives::lostWorkunits),
          always("LEFT_IS_COUNTED", "a batch counts right what is left of it", Lives::miscounted),
          always(
              "WITHIN_ITS_BOUNDS",
              "a workunit never gets more results than its most",
              Lives::tooManyResults),
          always(
              "FAILS_FOR_A_REASON",
              "the results of a failed workunit bear its errors out",
              Lives::groundless),
          always(
              "NOTHING_FOR_NOBODY",
              "a workunit that has its answer or failed gets no more results",
              Lives::needlessResults),
          always(
              "NOBODY_FORGOTTEN",
              "a workunit that is not done is on some pass's list, in time for its earliest"
                  + " deadline",
              Lives::forgotten),
          always("WRITES_SHOW", "whatever changes in a row moves its version", Lives::silentWrites),
          always("LEGAL_STATE", "a result is in a state of the diagram", Journeys::illegalStates),
          always("LEGAL_STEP", "a result moves along the diagram's arrows", Journeys::illegalSteps),
          always(
              "ONE_A_HOST",
              "never two results of one workunit on one host",
              Journeys::twiceOnAHost),
          always(
              "ONE_A_USER",
              "never two results of one workunit with one user",
              Journeys::twiceWithAUser),
          always("SENT_ONCE", "a result goes to one host and no other", Journeys::sentTwice),
          always("COUNTED_ONCE", "a result is reported once", Journeys::reportedTwice),
          always(
              "LOST_OR_COUNTED",
              "a lost result is not counted, a counted one not lost",
              Journeys::lostAndCounted),
          always(
              "HAS_A_DEADLINE",
              "a result has a host and a deadline once it is sent",
              Journeys::sentNowhere),
          always(
              "CONTENT_IS_KEPT",
              "whatever a row names is in the store, and its file while it is needed",
              Holdings::missing),
          always(
              "SUCCESS_HAS_OUTPUTS",
              "a success has all required outputs until they are released",
              Holdings::bareSuccesses),
          always(
              "OUTPUTS_ARE_NEEDED",
              "outputs go only when the workunit was handed over and nothing is compared any more",
              Holdings::outputsGoneEarly),
          always(
              "INPUTS_ARE_NEEDED",
              "inputs go only when no result can be sent or run any more",
              Holdings::inputsGoneEarly),
          always(
              "OF_ITS_KIND",
              "results go to hosts and versions of the kind that their workunit is bound to",
              Sendings::toAnotherKind),
          always(
              "BOUND_FOR_GOOD",
              "what a workunit is bound to stays while a result may still count",
              Sendings::untied),
          always(
              "FIT_TO_RUN",
              "results go to hosts that have their platform, their plan class and its leave",
              Sendings::toUnfit),
          always(
              "MEANT_FOR_IT",
              "what is meant for a host or user goes to no other",
              Sendings::toOthers),
          always("REST_IS_REST", "nothing of what rests is sent", Sendings::resting),
          always(
              "REST_STOPS_CLOCKS",
              "no deadline passes while a workunit rests",
              Sendings::overdueAtRest),
          always(
              "TRUSTED_ALONE",
              "only a host that earned trust gets a workunit that nobody confirms",
              Sendings::unconfirmed),
          always("WITHIN_QUOTA", "a host gets no more a day than its quota", Sendings::beyondQuota),
          always(
              "WITHIN_LIMITS",
              "no host and no user has more in progress than is allowed",
              Sendings::beyondLimits),
          always(
              "PAID_WHEN_VALID",
              "a result is paid when it becomes valid, and never again",
              Books::paidForNothing),
          always("PAID_ALIKE", "the valid results of a workunit earn the same", Books::paidUnlike),
          always(
              "BOOKS_BALANCE",
              "what hosts, users and teams earned is what their results were paid",
              Books::unbalanced),
          always(
              "NO_WORD_LOST",
              "a batch numbers its messages without a gap, and none changes",
              Exchanges::lostLetters),
          always(
              "ONE_HISTORY",
              "a checkpoint belongs to one result, and what it came from counts no more",
              Exchanges::sharedHistories),
          always(
              "ARCHIVED_ONCE",
              "a batch is archived once, after its files are gone",
              Departures::archivedTwice),
          always(
              "ARCHIVE_IS_WHOLE",
              "an archived batch's file has all its workunits and results",
              Departures::unreadable),
          always(
              "ARCHIVE_FIRST", "rows go only once their batch is archived", Departures::vanished),
          always(
              "STANDING_STAYS",
              "what a host's results were stays known when they leave",
              Departures::shrunken),
          atRest(
              "ALL_ENDED",
              "at rest every workunit was handed over and every batch has ended",
              Ends::unended),
          atRest("ALL_OVER", "at rest no result waits for anything", Ends::waiting),
          atRest(
              "ALL_TIDY", "at rest only what is kept for good is left in the store", Ends::litter));

  private static Invariant always(
      String name, String sentence, Function<Change, Stream<String>> check) {
    return new Invariant(name, sentence, false, check);
  }

  private static Invariant atRest(
      String name, String sentence, Function<Change, Stream<String>> check) {
    return new Invariant(name, sentence, true, check);
  }

  Stream<Violation> violations(Change change) {
    return check.apply(change).map(found -> new Violation(name, sentence, found));
  }
}
