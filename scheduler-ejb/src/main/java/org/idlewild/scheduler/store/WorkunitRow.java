package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.FileRef;
import org.idlewild.work.Hold;
import org.idlewild.work.Rest;
import org.idlewild.work.Retry;
import org.idlewild.work.Target;
import org.idlewild.work.Terms;
import org.idlewild.work.Workunit;
import org.idlewild.work.WorkunitError;

@Entity
@Table(name = "workunit")
class WorkunitRow {
  @Id long id;

  @Column(name = "batch_id")
  long batchId;

  int position;
  String parameter;

  /** The batch's inputs that it gets, one a line as {@link FileRef} reads it; null means all. */
  String inputs;

  @Column(name = "min_quorum")
  int minQuorum;

  @Column(name = "target_results")
  int targetResults;

  @Column(name = "max_error_results")
  int maxErrorResults;

  @Column(name = "max_total_results")
  int maxTotalResults;

  @Column(name = "max_success_results")
  int maxSuccessResults;

  @Column(name = "delay_bound_millis")
  long delayBoundMillis;

  int priority;

  /**
   * A bit for each error but CANCELLED, which is a column so that one statement cancels a batch.
   */
  int errors;

  boolean cancelled;

  @Column(name = "need_validate")
  boolean needValidate;

  /** Not judged before this; 0 means as soon as there is need. */
  @Column(name = "validate_after")
  long validateAfter;

  /** How often it could not be judged since it was last judged. */
  @Column(name = "validate_tries")
  int validateTries;

  @Column(name = "canonical_result_id")
  Long canonicalResultId;

  @Enumerated
  @Column(name = "assimilate_state")
  AssimilateState assimilateState;

  @Enumerated
  @Column(name = "file_delete_state")
  FileDeleteState fileDeleteState;

  Long assimilated;

  @Column(name = "in_progress")
  boolean inProgress;

  /** See {@link Target#queue}. */
  long queue;

  @Column(name = "host_class")
  String hostClass;

  /** Whether its researcher said its host class. */
  @Column(name = "fixed_class")
  boolean fixedClass;

  @Column(name = "app_version_id")
  Long appVersionId;

  @Enumerated Hold hold;

  /** Whether its batch is paused. */
  boolean paused;

  @Column(name = "rest_since")
  Long restSince;

  @Column(name = "hold_until")
  Long holdUntil;

  @Column(name = "target_host")
  Long targetHost;

  @Column(name = "target_account")
  Long targetAccount;

  @Column(name = "flops_estimate")
  double flopsEstimate;

  @Column(name = "least_run_millis")
  long leastRunMillis;

  @Column(name = "transition_time")
  Long transitionTime;

  @Column(name = "part_sha256")
  String partSha256;

  @Column(name = "part_bytes")
  Long partBytes;

  /** Written by statements alone; see {@link Deferrals}. */
  @Column(name = "hand_over_after", insertable = false, updatable = false)
  Long handOverAfter;

  @Version long version;

  Workunit workunit() {
    return new Workunit(
        id,
        rules(),
        errorSet(),
        needValidate,
        canonicalResultId == null ? OptionalLong.empty() : OptionalLong.of(canonicalResultId),
        assimilateState,
        fileDeleteState,
        Optional.ofNullable(assimilated).map(Instant::ofEpochMilli),
        inProgress,
        Optional.ofNullable(hostClass),
        appVersionId == null ? OptionalLong.empty() : OptionalLong.of(appVersionId),
        Optional.ofNullable(hold),
        Optional.ofNullable(transitionTime).map(Instant::ofEpochMilli));
  }

  Rest rest() {
    return new Rest(
        paused,
        Optional.ofNullable(restSince).map(Instant::ofEpochMilli),
        Optional.ofNullable(holdUntil).map(Instant::ofEpochMilli));
  }

  private Workunit.Rules rules() {
    return new Workunit.Rules(
        minQuorum,
        targetResults,
        maxErrorResults,
        maxTotalResults,
        maxSuccessResults,
        Duration.ofMillis(delayBoundMillis),
        priority);
  }

  /** Notes that it could not be judged. */
  void validateLater(Instant now) {
    validateTries++;
    validateAfter = now.plus(Retry.after(validateTries)).toEpochMilli();
  }

  void terms(Terms terms) {
    targetHost = boxed(terms.target().host());
    targetAccount = boxed(terms.target().user());
    flopsEstimate = terms.flopsEstimate();
    leastRunMillis = terms.leastRun().toMillis();
    hostClass = terms.hostClass().orElse(null);
    fixedClass = terms.hostClass().isPresent();
  }

  Terms terms() {
    return new Terms(
        new Target(unboxed(targetHost), unboxed(targetAccount)),
        flopsEstimate,
        Duration.ofMillis(leastRunMillis),
        Optional.ofNullable(hostClass).filter(said -> fixedClass));
  }

  private static Long boxed(OptionalLong id) {
    return id.isPresent() ? id.getAsLong() : null;
  }

  private static OptionalLong unboxed(Long id) {
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  void rules(Workunit.Rules rules) {
    minQuorum = rules.minQuorum();
    targetResults = rules.targetResults();
    maxErrorResults = rules.maxErrorResults();
    maxTotalResults = rules.maxTotalResults();
    maxSuccessResults = rules.maxSuccessResults();
    delayBoundMillis = rules.delayBound().toMillis();
    priority = rules.priority();
  }

  /** What {@link #inputs} says; empty means all. */
  static Optional<List<FileRef>> inputRefs(String lines) {
    return Optional.ofNullable(lines)
        .map(refs -> refs.isEmpty() ? List.of() : refs.lines().map(FileRef::of).toList());
  }

  static String lines(List<FileRef> refs) {
    return refs.stream().map(FileRef::toString).collect(Collectors.joining("\n"));
  }

  private Set<WorkunitError> errorSet() {
    return errorSet(errors, cancelled);
  }

  static Set<WorkunitError> errorSet(int errors, boolean cancelled) {
    EnumSet<WorkunitError> set = EnumSet.noneOf(WorkunitError.class);
    if (errors != 0) {
      Arrays.stream(WorkunitError.values()).filter(e -> (errors & bit(e)) != 0).forEach(set::add);
    }
    if (cancelled) {
      set.add(WorkunitError.CANCELLED);
    }
    return set;
  }

  static int mask(Set<WorkunitError> errors) {
    return errors.stream()
        .filter(error -> error != WorkunitError.CANCELLED)
        .mapToInt(WorkunitRow::bit)
        .sum();
  }

  private static int bit(WorkunitError error) {
    return 1 << error.ordinal();
  }
}
