package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.batch.RemoteJob;
import org.idlewild.scheduler.batch.RemoteRequest;
import org.junit.jupiter.api.Test;

class JobListTest {
  @Test
  void aBatchIsReadAsBoincsToolsWriteIt() throws BadMarkup {
    RemoteRequest read =
        read(
            """
            <batch_id>12</batch_id>
            <app_name>upper</app_name>
            <app_version_num>0</app_version_num>
            <job_params>
               <rsc_disk_bound>0.000000</rsc_disk_bound>
               <rsc_fpops_est>2000000000.000000</rsc_fpops_est>
               <delay_bound>3600.000000</delay_bound>
            </job_params>
            <job>
              <name>condor#1.0#17</name>
              <command_line>--t 1 &amp; more</command_line>
              <input_file>
            <mode>local_staged</mode>
            <source>jf_0a</source>
            </input_file>
            </job>
            <job>
            <rsc_fpops_est>7.0</rsc_fpops_est>
            <input_file><mode>inline</mode><source>one
            two</source></input_file>
            <input_file><mode>local_staged</mode><source>b</source></input_file>
            </job>
            """);

    assertThat(read.announced()).contains(12L);
    assertThat(read.batch().app()).isEqualTo("upper");
    assertThat(read.batch().version()).isNull();
    assertThat(read.batch().delayBoundSeconds()).isEqualTo(3600);
    RemoteJob first = read.jobs().get(0);
    assertThat(first.name()).contains("condor#1.0#17");
    assertThat(first.unit().parameter()).isEqualTo("--t 1 & more");
    assertThat(first.unit().flopsEstimate()).isEqualTo(2e9);
    assertThat(first.inputs()).containsExactly(new RemoteJob.Input("in", "jf_0a", false));
    RemoteJob second = read.jobs().get(1);
    assertThat(second.name()).isEmpty();
    assertThat(second.unit().parameter()).isEmpty();
    assertThat(second.unit().flopsEstimate()).isEqualTo(7);
    assertThat(second.inputs())
        .containsExactly(
            new RemoteJob.Input("in_0", "one\ntwo", true), new RemoteJob.Input("in_1", "b", false));
  }

  @Test
  void aTemplateNamesTheFilesAndTheQuorum() throws BadMarkup {
    String template =
        """
        <input_template><file_info></file_info><workunit>
          <file_ref><open_name>table.csv</open_name></file_ref>
          <min_quorum>1</min_quorum><max_total_results>5</max_total_results>
          <delay_bound>60</delay_bound><command_line>--all</command_line>
        </workunit></input_template>
        """;
    String job = "<job>" + template + staged("a") + "</job>";

    RemoteRequest read = read("<app_name>upper</app_name>" + job + job);

    assertThat(read.announced()).isEqualTo(Optional.empty());
    assertThat(read.batch().quorum()).isEqualTo(1);
    assertThat(read.batch().maxTotalResults()).isEqualTo(5);
    assertThat(read.batch().delayBoundSeconds()).isEqualTo(60);
    assertThat(read.jobs().get(1).unit().parameter()).isEqualTo("--all");
    assertThat(read.jobs().get(0).inputs())
        .isEqualTo(List.of(new RemoteJob.Input("table.csv", "a", false)));
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    assertBad("<job><input_file><mode>remote</mode></input_file></job>", "fetches no files");
    assertBad("<job><input_file><mode>semilocal</mode></input_file></job>", "fetches no files");
    assertBad("<job><input_file><mode>sandbox</mode></input_file></job>", "The mode of an input");
    assertBad("<job><target_user>7</target_user></job>", "users and teams");
    assertBad(
        "<job><input_template><workunit><min_quorum>1</min_quorum></workunit></input_template>"
            + "</job><job><input_template><workunit><min_quorum>2</min_quorum></workunit>"
            + "</input_template></job>",
        "one <input_template>");
    assertThatThrownBy(
            () -> JobList.of(Markup.read("<submit_batch></submit_batch>", "submit_batch")))
        .isInstanceOf(BadMarkup.class)
        .hasMessageContaining("<batch>");
  }

  @Test
  void anEstimateNeedsToKnowHowLongJobsAre() throws BadMarkup {
    String job = "<job><rsc_fpops_est>2e9</rsc_fpops_est></job>";
    assertThat(JobList.flops(request(job + job))).isEqualTo(4e9);
    assertThatThrownBy(() -> JobList.flops(request("<job></job>")))
        .isInstanceOf(BadMarkup.class)
        .hasMessageContaining("rsc_fpops_est");
  }

  private static String staged(String name) {
    return "<input_file><mode>local_staged</mode><source>" + name + "</source></input_file>";
  }

  private static Element request(String batch) throws BadMarkup {
    return Markup.read("<submit_batch><batch>" + batch + "</batch></submit_batch>", "submit_batch");
  }

  private static RemoteRequest read(String batch) throws BadMarkup {
    return JobList.of(request(batch));
  }

  private static void assertBad(String batch, String says) {
    assertThatThrownBy(() -> read(batch))
        .isInstanceOf(BadMarkup.class)
        .hasMessageContaining(says)
        .hasMessageEndingWith(".");
  }
}
