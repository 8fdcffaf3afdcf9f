package org.idlewild.web.boinc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.LongFunction;
import org.idlewild.protocol.boinc.Signing;
import org.idlewild.scheduler.status.StatisticsViews;
import org.idlewild.work.Earned;

/** Users, teams and hosts as BOINC's server publishes them. */
final class StatisticsXml {
  private final LongFunction<String> known;
  private final Xml xml = new Xml();

  /**
   * For one page.
   *
   * @param known what a user's clients are told that the user is known by on all projects
   */
  StatisticsXml(LongFunction<String> known) {
    this.known = known;
  }

  StatisticsXml user(StatisticsViews.User user) {
    xml.begin("user").number("id", user.id()).word("name", user.name());
    xml.number("create_time", seconds(user.created()));
    earned(user.earned());
    xml.word("cpid", sum(known.apply(user.id()) + user.salt()));
    user.team().ifPresent(team -> xml.number("teamid", team));
    xml.end("user");
    return this;
  }

  StatisticsXml team(StatisticsViews.Team team) {
    xml.begin("team").number("id", team.id()).word("name", team.name());
    xml.number("create_time", seconds(team.created()));
    earned(team.earned());
    xml.end("team");
    return this;
  }

  StatisticsXml host(StatisticsViews.Host host) {
    xml.begin("host").number("id", host.id()).number("userid", host.user());
    earned(host.earned());
    xml.word("p_vendor", "").word("p_model", host.processor());
    xml.word("os_name", host.osName()).word("os_version", host.osVersion());
    xml.number("create_time", seconds(host.created()));
    xml.number("rpc_time", seconds(host.lastContact()));
    xml.number("ncpus", (long) host.processors());
    xml.number("p_fpops", host.flops());
    xml.number("m_nbytes", (double) host.memoryBytes());
    xml.number("d_free", (double) host.diskFreeBytes());
    host.salted().ifPresent(salted -> xml.word("host_cpid", sum(salted)));
    xml.end("host");
    return this;
  }

  private void earned(Earned earned) {
    xml.number("total_credit", earned.total());
    xml.number("expavg_credit", earned.average());
    xml.number("expavg_time", seconds(earned.when()));
  }

  static String tables(StatisticsViews.Totals totals, Instant now) {
    return new Xml()
        .begin("tables")
        .number("update_time", seconds(now))
        .number("nusers_total", totals.users())
        .number("nteams_total", totals.teams())
        .number("nhosts_total", totals.hosts())
        .number("total_credit", totals.credit())
        .end("tables")
        .toString();
  }

  private static String sum(String text) {
    return Signing.digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long seconds(Instant time) {
    return time.getEpochSecond();
  }

  String text() {
    return xml.toString();
  }
}
