package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.status.StatisticsViews;
import org.idlewild.work.Earned;
import org.junit.jupiter.api.Test;

class StatisticsXmlTest {
  private static final Instant THEN = Instant.ofEpochSecond(1_700_000_000);
  private static final Earned EARNED = new Earned(12.5, 1.25, THEN);

  @Test
  void aUserIsKnownByASumThatTellsNothing() {
    String text =
        statistics()
            .user(
                new StatisticsViews.User(
                    7, "Ann <&> Co", THEN, Optional.of(3L), "ann@example.org", EARNED))
            .text();

    // The sum of "known 7ann@example.org".
    assertThat(text)
        .isEqualTo(
            """
            <user>
            <id>7</id>
            <name>Ann &lt;&amp;&gt; Co</name>
            <create_time>1700000000</create_time>
            <total_credit>12.500000</total_credit>
            <expavg_credit>1.250000</expavg_credit>
            <expavg_time>1700000000</expavg_time>
            <cpid>daef90a427f263671b07255e96048557</cpid>
            <teamid>3</teamid>
            </user>
            """);
  }

  @Test
  void aHostOfAnAgentHasNoNameOnOtherProjects() throws BadMarkup {
    Element host = host(Optional.empty());

    assertThat(host.child("host_cpid")).isEmpty();
    assertThat(host.whole("userid")).isEqualTo(7);
    assertThat(host.word("p_model")).isEqualTo("cpu <4>");
    assertThat(host.number("m_nbytes")).isEqualTo(8e9);
    assertThat(host(Optional.of("cpidann@example.org")).word("host_cpid")).hasSize(32);
  }

  @Test
  void whatPeopleWriteIsWrittenAsText() throws BadMarkup {
    String team =
        statistics().team(new StatisticsViews.Team(3, "A <team> & Co", THEN, EARNED)).text();

    assertThat(team).contains("<name>A &lt;team&gt; &amp; Co</name>");
    assertThat(hostText(Optional.empty())).contains("<p_model>cpu &lt;4&gt;</p_model>");
  }

  @Test
  void theTablesSayHowMuchThereIs() throws BadMarkup {
    Element tables =
        Markup.read(
            StatisticsXml.tables(new StatisticsViews.Totals(3, 2, 5, 99.5), THEN), "tables");

    assertThat(tables.whole("nusers_total")).isEqualTo(3);
    assertThat(tables.whole("nteams_total")).isEqualTo(2);
    assertThat(tables.whole("nhosts_total")).isEqualTo(5);
    assertThat(tables.number("total_credit")).isEqualTo(99.5);
    assertThat(tables.whole("update_time")).isEqualTo(1_700_000_000);
  }

  private static Element host(Optional<String> salted) throws BadMarkup {
    return Markup.read(hostText(salted), "host");
  }

  private static String hostText(Optional<String> salted) {
    return statistics()
        .host(
            new StatisticsViews.Host(
                5,
                7,
                "linux",
                "6",
                "cpu <4>",
                2,
                1e9,
                8_000_000_000L,
                1,
                THEN,
                THEN,
                salted,
                EARNED))
        .text();
  }

  private static StatisticsXml statistics() {
    return new StatisticsXml(id -> "known " + id);
  }
}
