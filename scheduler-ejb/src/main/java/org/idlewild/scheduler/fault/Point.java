package org.idlewild.scheduler.fault;

import static org.idlewild.scheduler.fault.Moment.AFTER_COMMIT;
import static org.idlewild.scheduler.fault.Moment.BEFORE_COMMIT;
import static org.idlewild.scheduler.fault.Moment.NO_TRANSACTION;

/**
 * A place between two writes. What it says of itself (the class, and how it lies to the
 * transaction) is checked by a test that passes them all.
 */
public enum Point {
  OPERATOR_TOKEN_WRITTEN(
      "access.Accounts",
      NO_TRANSACTION,
      "the first operator's token is in its file, the account is not there"),
  ACCOUNT_NOTED(
      "store.Identities", BEFORE_COMMIT, "an account is written, the hash of its token is not"),
  ACCOUNT_ADDED("access.Accounts", BEFORE_COMMIT, "an account and its token are written"),
  ACCOUNT_MADE("access.Accounts", AFTER_COMMIT, "an account is there, nobody was shown its token"),
  ENROLMENT_ADDED("access.Accounts", BEFORE_COMMIT, "a token for a host is written"),
  ENROLMENT_MADE(
      "access.Accounts", AFTER_COMMIT, "a token for a host is there, nobody was shown it"),
  ENROLMENT_USED("access.HostAccess", BEFORE_COMMIT, "a token is used up, its host is not there"),
  HOST_ADDED("access.HostAccess", BEFORE_COMMIT, "a host is written"),
  HOST_ENROLLED("access.HostAccess", AFTER_COMMIT, "a host is there and was not told its id"),
  IDS_RESERVED("store.Ids", BEFORE_COMMIT, "a block of ids is taken, none was given out"),
  WHOLE_BEGUN(
      "store.Arrivals",
      NO_TRANSACTION,
      "a temporary file is there, the upload's first byte is not"),
  WHOLE_WRITTEN(
      "store.Arrivals", NO_TRANSACTION, "all bytes of an upload are here, their hash is not known"),
  PIECE_BEGUN(
      "store.Arrivals",
      NO_TRANSACTION,
      "what an upload brought before is settled, this piece's first byte is not here"),
  PIECE_WRITTEN(
      "store.Arrivals",
      NO_TRANSACTION,
      "a piece is appended, nobody looked whether it was the last"),
  PIECE_CHECKED(
      "store.Arrivals",
      NO_TRANSACTION,
      "an upload is whole and its hash is right, no row knows of it"),
  CONTENT_NOTED(
      "store.Contents", BEFORE_COMMIT, "a content has its row, its file is not in the store"),
  CONTENT_SYNCED(
      "store.FileStore",
      BEFORE_COMMIT,
      "a content's bytes are on the disk, its file is not in its place"),
  CONTENT_MOVED("store.FileStore", BEFORE_COMMIT, "a content's file is in its place"),
  COPY_DROPPED(
      "store.FileStore",
      BEFORE_COMMIT,
      "a content that is in the store came again, its copy is deleted"),
  DIGEST_NOTED("store.LegacyDigests", BEFORE_COMMIT, "a content's MD5 is noted"),
  FILE_KEPT("batch.Intake", BEFORE_COMMIT, "a researcher's file is kept, its owner is not noted"),
  FILE_OWNED("batch.Intake", BEFORE_COMMIT, "a researcher's file is kept for its owner"),
  FILE_TAKEN(
      "batch.Intake", AFTER_COMMIT, "a researcher's file is here, the researcher was not told"),
  APP_ADDED("batch.Apps", BEFORE_COMMIT, "an app is written"),
  APP_REGISTERED("batch.Apps", AFTER_COMMIT, "an app is there, the researcher was not told"),
  VERSION_ADDED("batch.Apps", BEFORE_COMMIT, "an app version is written"),
  VERSION_REGISTERED(
      "batch.Apps", AFTER_COMMIT, "an app version is there, the researcher was not told"),
  BATCH_ADDED("batch.Batches", BEFORE_COMMIT, "a batch is written, its first workunit is not"),
  WORKUNIT_ADDED("batch.Batches", BEFORE_COMMIT, "a workunit is written, the next is not"),
  WORKUNITS_FLUSHED(
      "batch.Batches", BEFORE_COMMIT, "a thousand workunits are in the database, the next are not"),
  BATCH_WRITTEN("batch.Batches", BEFORE_COMMIT, "a batch is written with all its workunits"),
  BATCH_TAKEN("batch.Batches", AFTER_COMMIT, "a batch is there, the transitioner was not woken"),
  BATCH_ANNOUNCED("batch.Batches", AFTER_COMMIT, "a batch is there, the researcher was not told"),
  CHUNK_WRITTEN(
      "batch.Chunks",
      BEFORE_COMMIT,
      "lines of a batch are written with their results, more are to come"),
  CHUNK_TAKEN(
      "batch.StreamedBatches",
      AFTER_COMMIT,
      "lines of a batch are there, the feeder was not woken"),
  BATCH_COMPLETED(
      "batch.StreamedBatches",
      AFTER_COMMIT,
      "a batch has all its lines, the researcher was not told"),
  CANCEL_MARKED(
      "store.StoredBatches",
      BEFORE_COMMIT,
      "a batch is marked as cancelled, its workunits are not"),
  CANCEL_WRITTEN(
      "batch.Batches", BEFORE_COMMIT, "a batch and its workunits are marked as cancelled"),
  BATCH_CANCELLED(
      "batch.Batches", AFTER_COMMIT, "a batch is cancelled, the transitioner was not woken"),
  WORKUNIT_SAVED(
      "decision.Decisions",
      BEFORE_COMMIT,
      "decisions are written, the results that they ask for are not"),
  RESULTS_ADDED("decision.Decisions", BEFORE_COMMIT, "workunits have the results that they need"),
  TRANSITIONS_WRITTEN(
      "transitioner.TransitionerPass", BEFORE_COMMIT, "all decisions of a round are written"),
  TRANSITIONS_DONE(
      "transitioner.TransitionerPass",
      AFTER_COMMIT,
      "decisions are made, whom they concern was not woken"),
  TAIL_RESULT_ADDED(
      "transitioner.TailPass",
      BEFORE_COMMIT,
      "a slow workunit has one more result, its batch is due to be looked at as before"),
  TAIL_SEEN(
      "transitioner.TailPass",
      BEFORE_COMMIT,
      "a batch's end was looked at, the next one's was not"),
  TAILS_DONE(
      "transitioner.TailPass",
      AFTER_COMMIT,
      "slow workunits have one more result, whom they concern was not woken"),
  FEEDER_READ("feeder.FeederPass", NO_TRANSACTION, "unsent results are read, they are not at hand"),
  CONTACT_NOTED("store.Visits", BEFORE_COMMIT, "a host's request is noted, nothing is sent"),
  LOST_TOUCHED(
      "dispatch.Holdings",
      BEFORE_COMMIT,
      "a workunit is due because a host lost its result, the result is not dropped"),
  LOST_DROPPED("dispatch.Holdings", BEFORE_COMMIT, "a result that a host lost is dropped"),
  RESULT_SENT(
      "dispatch.Sending", BEFORE_COMMIT, "results are given to hosts, their workunits do not know"),
  WORKUNIT_TOLD(
      "dispatch.Sending", BEFORE_COMMIT, "results are given to hosts and their workunits know"),
  ASSIGNMENT_WRITTEN("dispatch.Dispatch", BEFORE_COMMIT, "all that a host gets is written"),
  ASSIGNMENT_MADE("dispatch.Dispatch", AFTER_COMMIT, "results are sent and still at hand"),
  ASSIGNMENT_ANNOUNCED("dispatch.Dispatch", AFTER_COMMIT, "results are sent, the reply is not"),
  OUTPUT_ARRIVED(
      "report.Outputs", NO_TRANSACTION, "an output is here as a whole, no row knows of it"),
  OUTPUT_KEPT(
      "report.Outputs", BEFORE_COMMIT, "an output's content is kept, the output is not noted"),
  OUTPUT_CLEARED(
      "store.Results",
      BEFORE_COMMIT,
      "an earlier output of that name is forgotten, the new one is not noted"),
  OUTPUT_ADDED("report.Outputs", BEFORE_COMMIT, "an output is noted"),
  OUTPUT_TAKEN(
      "report.Outputs",
      AFTER_COMMIT,
      "an output is here, the one that it replaces was not released"),
  OUTPUT_ANSWERED("report.Outputs", AFTER_COMMIT, "an output is here, the host was not told"),
  RESULT_ENDED("store.Results", BEFORE_COMMIT, "results are over, their error output is not kept"),
  STDERR_CLEARED(
      "store.Results",
      BEFORE_COMMIT,
      "an earlier error output is forgotten, the new one is not kept"),
  STDERR_ADDED("store.Results", BEFORE_COMMIT, "a result is over and its error output kept"),
  REPORT_NOTED(
      "report.Reports", BEFORE_COMMIT, "results are over, how their hosts did is not written"),
  REPORTS_WRITTEN("report.Reports", BEFORE_COMMIT, "all reports are written"),
  REPORTS_TAKEN(
      "contact.Contacts", AFTER_COMMIT, "reports are taken, whom they concern was not woken"),
  REPORTS_ANNOUNCED("contact.Contacts", AFTER_COMMIT, "reports are taken, the host was not told"),
  CASES_JUDGED(
      "validation.ValidatorPass", NO_TRANSACTION, "results are judged, nothing of it is written"),
  JUDGEMENT_SAVED(
      "validation.ValidatorPass",
      BEFORE_COMMIT,
      "judgements are written and paid for, what they say of hosts is not"),
  JUDGEMENTS_WRITTEN(
      "validation.ValidatorPass", BEFORE_COMMIT, "all judgements of a round are written"),
  JUDGEMENTS_DONE(
      "validation.ValidatorPass",
      AFTER_COMMIT,
      "results are judged, the transitioner was not woken"),
  HANDOFF_GATHERED("assimilation.Handover", NO_TRANSACTION, "an answer is about to be handed over"),
  SCRATCH_BEGUN(
      "store.Scratch", NO_TRANSACTION, "a temporary file is there, nothing is written to it"),
  SCRATCH_WRITTEN(
      "store.Scratch",
      NO_TRANSACTION,
      "a file of the server's own is written, its hash is not known"),
  PART_MADE(
      "assimilation.Handover", NO_TRANSACTION, "an assimilator took an answer, no row knows of it"),
  HANDOVER_NOTED(
      "assimilation.Handover", BEFORE_COMMIT, "answers are handed over, their parts are not kept"),
  PART_KEPT("assimilation.Handover", BEFORE_COMMIT, "an answer is handed over and its part kept"),
  HANDOVER_DONE("assimilation.Handover", AFTER_COMMIT, "an answer is handed over, the next is not"),
  BATCH_FINISHED(
      "assimilation.BatchEnd",
      NO_TRANSACTION,
      "all answers of a batch are handed over, its output is not begun"),
  PART_APPENDED(
      "assimilation.StoredParts",
      NO_TRANSACTION,
      "a part is opened for the output, the next is not"),
  OUTPUT_MERGED(
      "assimilation.BatchEnd", NO_TRANSACTION, "a batch's output is made, no row knows of it"),
  BATCH_ENDED("assimilation.BatchEnd", BEFORE_COMMIT, "a batch has ended, its output is not kept"),
  BATCH_OUTPUT_KEPT(
      "assimilation.BatchEnd", BEFORE_COMMIT, "a batch has ended and its output is kept"),
  BATCH_END_DONE("assimilation.BatchEnd", AFTER_COMMIT, "a batch has ended, the next has not"),
  CANCELLED_BATCH_ENDED("assimilation.BatchEnd", BEFORE_COMMIT, "a cancelled batch has ended"),
  OUTPUT_ROWS_DELETED(
      "store.Results",
      BEFORE_COMMIT,
      "a result's outputs are forgotten, its state does not say so"),
  OUTPUTS_FORGOTTEN(
      "deletion.FileDeleterPass", BEFORE_COMMIT, "outputs are forgotten, their contents are there"),
  INPUTS_FORGOTTEN(
      "deletion.BatchFiles",
      BEFORE_COMMIT,
      "a batch's inputs are forgotten, their owner still has them"),
  INPUTS_DISOWNED(
      "deletion.BatchFiles",
      BEFORE_COMMIT,
      "a batch's inputs belong to nobody, their contents are there"),
  PART_FORGOTTEN(
      "deletion.BatchFiles", BEFORE_COMMIT, "a part of an output is forgotten, the next is not"),
  PARTS_FORGOTTEN(
      "deletion.BatchFiles",
      BEFORE_COMMIT,
      "parts of an output are forgotten, their batch does not say so"),
  PARTS_GONE(
      "deletion.BatchFiles",
      BEFORE_COMMIT,
      "a batch has no parts any more, their contents are there"),
  FILES_UNUSED(
      "deletion.FileDeleterPass", AFTER_COMMIT, "contents are used by nobody and still there"),
  CONTENT_DELETED("store.Contents", BEFORE_COMMIT, "a content's file is deleted, its row is not"),
  CONTENT_RELEASED(
      "store.Contents",
      BEFORE_COMMIT,
      "a content's file and row are deleted, the next content is there"),
  FILES_RELEASED(
      "deletion.FileDeleterPass",
      AFTER_COMMIT,
      "contents that nobody uses are gone, the next were not looked for"),
  ABANDONED_SWEPT(
      "deletion.FileDeleterPass",
      NO_TRANSACTION,
      "abandoned uploads are deleted, contents that nobody uses are not");

  private final String where;
  private final Moment moment;
  private final String sentence;

  Point(String where, Moment moment, String sentence) {
    this.where = where;
    this.moment = moment;
    this.sentence = sentence;
  }

  /** The class that passes it, below the scheduler's package. */
  public String where() {
    return where;
  }

  public Moment moment() {
    return moment;
  }

  /** What is written here and what is not. */
  public String sentence() {
    return sentence;
  }
}
