package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.idlewild.scheduler.status.BatchView;
import org.idlewild.scheduler.status.InstanceView;
import org.idlewild.scheduler.status.JobView;
import org.idlewild.scheduler.status.Progress;
import org.idlewild.scheduler.status.RemoteBatchView;
import org.idlewild.scheduler.status.WorkunitView;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;
import org.idlewild.work.WorkunitError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchXmlTest {
  private static final Instant THEN = Instant.ofEpochSecond(1_700_000_000);

  @Test
  void aBatchSaysHowFarItIs() {
    assertThat(written(xml -> xml.batch(batch("RUNNING"), true)))
        .isEqualTo(
            """
            <id>12</id>
            <create_time>1700000000</create_time>
            <expire_time>1700000060</expire_time>
            <est_completion_time>0</est_completion_time>
            <njobs>4</njobs>
            <fraction_done>0.750000</fraction_done>
            <nerror_jobs>2</nerror_jobs>
            <state>1</state>
            <completion_time>0</completion_time>
            <credit_estimate>2.500000</credit_estimate>
            <credit_canonical>2.500000</credit_canonical>
            <name>night &amp; day</name>
            <app_name>upper</app_name>
            <total_cpu_time>7.000000</total_cpu_time>
            """);
  }

  @ParameterizedTest
  @CsvSource({"ANNOUNCED, 0", "RUNNING, 1", "COMPLETE, 2", "CANCELLED, 3", "RETIRED, 4"})
  void statesAreBoincsNumbers(String state, int number) {
    assertThat(written(xml -> xml.batch(batch(state), false)))
        .contains("<state>" + number + "</state>")
        .doesNotContain("total_cpu_time");
  }

  @Test
  void aJobGoesByItsSubmittersNameOrByItsOwn() {
    assertThat(written(xml -> xml.job(job("condor#1", Set.of(), 0), false)))
        .isEqualTo(
            """
            <job>
            <id>5</id>
            <name>condor#1</name>
            <canonical_instance_id>0</canonical_instance_id>
            <n_outfiles>2</n_outfiles>
            </job>
            """);
    assertThat(written(xml -> xml.job(job(null, Set.of(), 0), false)))
        .contains("<name>upper_5</name>");
  }

  @Test
  void detailsSayWhatBecameOfAJob() {
    assertThat(details(Set.of(), 0)).contains("<status>queued</status>");
    assertThat(details(Set.of(), 0, instance(8, ServerState.IN_PROGRESS, Outcome.INIT)))
        .contains("<status>in_progress</status>");
    assertThat(details(Set.of(), 8, instance(8, ServerState.OVER, Outcome.SUCCESS)))
        .contains("<cpu_time>1.500000</cpu_time>", "<status>done</status>");
    assertThat(
            details(
                Set.of(WorkunitError.TOO_MANY_ERROR, WorkunitError.CANCELLED),
                0,
                instance(8, ServerState.OVER, Outcome.CLIENT_ERROR)))
        .contains(
            "<error>too_many_error_results</error>\n<error>cancelled</error>",
            "<exit_status>3</exit_status>",
            "<status>error</status>");
  }

  @Test
  void condorHearsOfEachJobInAWord() {
    assertThat(status(0, List.of())).contains("<status>UNSENT</status>");
    assertThat(status(0, List.of(instance(8, ServerState.IN_PROGRESS, Outcome.INIT))))
        .contains("<status>IN_PROGRESS</status>");
    assertThat(status(0, List.of(instance(8, ServerState.OVER, Outcome.NO_REPLY))))
        .contains("<status>IN_PROGRESS</status>");
    assertThat(status(8, List.of(instance(8, ServerState.OVER, Outcome.SUCCESS))))
        .contains("<status>DONE</status>");
  }

  @Test
  void aCompletedJobShowsTheInstanceThatCounts() {
    InstanceView bad = instance(7, ServerState.OVER, Outcome.CLIENT_ERROR);
    InstanceView good = instance(8, ServerState.OVER, Outcome.SUCCESS);

    assertThat(written(xml -> xml.completed(job("a", Set.of(), 8, good, bad))))
        .isEqualTo(
            """
            <completed_job>
            <error_mask>0</error_mask>
            <canonical_resultid>8</canonical_resultid>
            <exit_status>3</exit_status>
            <elapsed_time>2.500000</elapsed_time>
            <cpu_time>1.500000</cpu_time>
            <stderr_out>no &lt;file&gt;</stderr_out>
            </completed_job>
            """);
    assertThat(
            written(xml -> xml.completed(job("a", Set.of(WorkunitError.TOO_MANY_ERROR), 0, bad))))
        .contains("<error_mask>2</error_mask>", "<error_resultid>7</error_resultid>");
    assertThat(written(xml -> xml.completed(job("a", Set.of(), 0))))
        .isEqualTo("<completed_job>\n<error_mask>0</error_mask>\n</completed_job>\n");
  }

  @Test
  void instancesSayTheirStateInBoincsWords() {
    assertThat(
            written(
                xml ->
                    xml.instances(
                        job("a", Set.of(), 0, instance(8, ServerState.OVER, Outcome.SUCCESS)))))
        .isEqualTo(
            """
            <instance>
            <name>upper_5_8</name>
            <id>8</id>
            <state>Completed and validated</state>
            <outfile>
            <size>6</size>
            </outfile>
            </instance>
            """);
  }

  private static String details(Set<WorkunitError> errors, long canonical, InstanceView... all) {
    return written(xml -> xml.job(job("a", errors, canonical, all), true));
  }

  private static String status(long canonical, List<InstanceView> all) {
    return written(
        xml -> xml.status2(job("a", Set.of(), canonical, all.toArray(InstanceView[]::new))));
  }

  private static String written(Consumer<BatchXml> writer) {
    Xml xml = new Xml();
    writer.accept(new BatchXml(xml));
    return xml.toString();
  }

  private static RemoteBatchView batch(String state) {
    return new RemoteBatchView(
        new BatchView(
            12,
            "night & day",
            "upper",
            1,
            "ada",
            THEN,
            1,
            state,
            Optional.empty(),
            Optional.empty(),
            new Progress(4, 1, 0, 0, 0, 1, 1, 1, 0),
            false,
            false,
            Optional.empty()),
        Optional.of(THEN.plusSeconds(60)),
        7,
        2.5);
  }

  private static InstanceView instance(long id, ServerState state, Outcome outcome) {
    return new InstanceView(
        id,
        state,
        outcome,
        ValidateState.VALID,
        Optional.of(3),
        1.5,
        2.5,
        state != ServerState.UNSENT,
        "no <file>",
        List.of(6L));
  }

  private static JobView job(
      String name, Set<WorkunitError> errors, long canonical, InstanceView... instances) {
    return new JobView(
        new WorkunitView(
            5,
            0,
            "",
            errors,
            Optional.of(canonical).filter(id -> id != 0),
            AssimilateState.INIT,
            FileDeleteState.INIT,
            instances.length,
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.ofNullable(name),
        12,
        "upper",
        2,
        List.of(instances));
  }
}
