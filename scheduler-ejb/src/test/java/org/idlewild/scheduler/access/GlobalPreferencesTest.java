package org.idlewild.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.util.Map;
import org.idlewild.scheduler.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalPreferencesTest {
  @Test
  void anOwnerWritesBoincsElements() {
    GlobalPreferences read =
        GlobalPreferences.of(
            """
            <?xml version="1.0"?>
            <!-- at night -->
            <global_preferences>
              <mod_time>1.000000</mod_time>
              <run_on_batteries>0</run_on_batteries>
              <leave_apps_in_memory/>
              <max_ncpus_pct> 50.5 </max_ncpus_pct>
            </global_preferences>
            """);

    assertThat(read.values())
        .isEqualTo(
            Map.of("run_on_batteries", 0.0, "leave_apps_in_memory", 1.0, "max_ncpus_pct", 50.5));
    assertThat(read.text(7))
        .isEqualTo(
            """
            <global_preferences>
                <mod_time>7</mod_time>
                <run_on_batteries>0.000000</run_on_batteries>
                <leave_apps_in_memory>1.000000</leave_apps_in_memory>
                <max_ncpus_pct>50.500000</max_ncpus_pct>
            </global_preferences>
            """);
    assertThat(GlobalPreferences.of(read.text(7))).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<max_ncpus_pct>50</max_ncpus_pct>",
        "<global_preferences><max_ncpus_pct>101</max_ncpus_pct></global_preferences>",
        "<global_preferences><max_ncpus_pct>-1</max_ncpus_pct></global_preferences>",
        "<global_preferences><max_ncpus_pct>NaN</max_ncpus_pct></global_preferences>",
        "<global_preferences><max_ncpus_pct>half</max_ncpus_pct></global_preferences>",
        "<global_preferences><max_ncpus_pct></max_ncpus_pct></global_preferences>",
        "<global_preferences><speed>1</speed></global_preferences>",
        "<global_preferences>half</global_preferences>",
        "<global_preferences><max_ncpus>1</max_ncpus><max_ncpus>2</max_ncpus></global_preferences>",
        "<global_preferences><max_ncpus>1</max_ncpus_pct></global_preferences>"
      })
  void whatMakesNoSenseIsRefused(String text) {
    assertRefused(Reason.MALFORMED, () -> GlobalPreferences.of(text));
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertRefused(
        Reason.MALFORMED,
        () ->
            GlobalPreferences.of(
                "<global_preferences>" + " ".repeat(70_000) + "</global_preferences>"));
  }

  @Test
  void ofAClientsWhatIsNotUnderstoodIsLeftOut() {
    assertThat(
            GlobalPreferences.ofClient(
                    """
                    <global_preferences>
                    <source_project>http://x/</source_project>
                    <venue name="home"><max_ncpus>3</max_ncpus></venue>
                    <day_prefs><start_hour>3</start_hour></day_prefs>
                    <max_ncpus>2</max_ncpus><start_hour>99</start_hour><speed>1</speed>
                    """)
                .values())
        .isEqualTo(Map.of("max_ncpus", 2.0));
  }
}
