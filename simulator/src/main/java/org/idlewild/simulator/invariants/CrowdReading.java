package org.idlewild.simulator.invariants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.idlewild.simulator.invariants.Crowd.Earner;
import org.idlewild.simulator.invariants.Crowd.History;
import org.idlewild.simulator.invariants.Crowd.HostFacts;
import org.idlewild.simulator.invariants.Crowd.Kind;
import org.idlewild.simulator.invariants.Crowd.Pair;
import org.idlewild.simulator.invariants.Crowd.Standing;
import org.idlewild.simulator.invariants.Statements.Query;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.HostDescription;
import org.idlewild.work.Redundancy;

/** Reads who takes part, and by which rules. Threads: one. */
final class CrowdReading {
  private static final Query POLICIES =
      Query.of(
          "SELECT id, beta, redundancy, static_class, same_version, adaptive_quorum, daily_quota,"
              + " max_per_host, max_per_user, credit, fixed_credit FROM app",
          "app");
  private static final Query VERSIONS =
      Query.of(
          "SELECT id, app_id, version, platform, plan_processors, plan_features FROM app_version",
          "app_version");
  private static final Query HOSTS =
      Query.of(
          "SELECT id, account_id, name, agent_version, os_name, os_version, architecture,"
              + " processor_model, processors, flops_per_processor, memory_bytes, disk_free_bytes,"
              + " platforms, sandboxes, unsandboxed, features, on_fraction, beta, paused,"
              + " archived_valid, archived_invalid, archived_errors FROM host",
          "host");
  private static final Query HISTORIES =
      Query.of(
          "SELECT host_id, app_version_id, consecutive_valid, quota, quota_day, sent_that_day"
              + " FROM host_app_version",
          "host_app_version");
  private static final Query TEAMS =
      Query.of("SELECT id, team_id FROM account WHERE team_id IS NOT NULL", "account");
  private static final Query EARNED =
      Query.of("SELECT earner, earner_id, total FROM earned", "earned");

  private final Statements statements;

  CrowdReading(Statements statements) {
    this.statements = statements;
  }

  Apps apps() throws SQLException {
    return new Apps(
        statements.byId(POLICIES, CrowdReading::policy),
        statements.byId(VERSIONS, CrowdReading::version));
  }

  Crowd crowd() throws SQLException {
    return new Crowd(
        statements.byId(HOSTS, CrowdReading::host),
        statements.by(
            HISTORIES,
            row -> new Pair(row.getLong(1), row.getLong(2)),
            row -> new History(row.getInt(3), row.getInt(4), row.getLong(5), row.getInt(6))),
        statements.byId(TEAMS, row -> row.getLong(2)),
        statements.by(
            EARNED,
            row -> new Earner(Kind.values()[row.getInt(1)], row.getLong(2)),
            row -> row.getDouble(3)));
  }

  private static Apps.Policy policy(ResultSet row) throws SQLException {
    return new Apps.Policy(
        row.getLong(1),
        row.getBoolean(2),
        Redundancy.values()[row.getInt(3)],
        row.getBoolean(4),
        row.getBoolean(5),
        row.getInt(6),
        row.getInt(7),
        row.getInt(8),
        row.getInt(9),
        CreditScheme.values()[row.getInt(10)],
        row.getDouble(11));
  }

  private static Apps.Version version(ResultSet row) throws SQLException {
    return new Apps.Version(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getString(4),
        row.getInt(5),
        Set.copyOf(words(row.getString(6))));
  }

  private static HostFacts host(ResultSet row) throws SQLException {
    HostDescription description =
        new HostDescription(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getInt(9),
            row.getDouble(10),
            row.getLong(11),
            row.getLong(12),
            words(row.getString(13)),
            words(row.getString(14)),
            row.getBoolean(15),
            Set.copyOf(words(row.getString(16))),
            row.getDouble(17),
            row.getBoolean(18));
    return new HostFacts(
        row.getLong(1),
        row.getLong(2),
        description,
        row.getBoolean(19),
        new Standing(row.getLong(20), row.getLong(21), row.getLong(22)));
  }

  private static List<String> words(String column) {
    return column.isBlank() ? List.of() : List.of(column.split(" "));
  }
}
