package org.idlewild.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.idlewild.work.HostDescription;
import org.idlewild.work.HostRecord;

/** A host's row in plain statements. */
final class HostColumns {
  /** What a host says of itself, by its columns. */
  static final Map<String, Function<HostDescription, Object>> DESCRIPTION = description();

  /** What {@link #host}, {@link #record} and {@link #mark} read. */
  static final String ALL =
      "id, account_id, public_key, enrolled, last_contact, paused, failures_in_row,"
          + " problematic_until, back_off_millis, poll_number, poll_instance, "
          + String.join(", ", DESCRIPTION.keySet());

  private HostColumns() {}

  private static Map<String, Function<HostDescription, Object>> description() {
    Map<String, Function<HostDescription, Object>> columns = new LinkedHashMap<>();
    columns.put("name", HostDescription::name);
    columns.put("agent_version", HostDescription::agentVersion);
    columns.put("os_name", HostDescription::osName);
    columns.put("os_version", HostDescription::osVersion);
    columns.put("architecture", HostDescription::architecture);
    columns.put("processor_model", HostDescription::processorModel);
    columns.put("processors", HostDescription::processors);
    columns.put("flops_per_processor", HostDescription::flopsPerProcessor);
    columns.put("memory_bytes", HostDescription::memoryBytes);
    columns.put("disk_free_bytes", HostDescription::diskFreeBytes);
    columns.put("platforms", host -> Words.inTheirOrder(host.platforms()));
    columns.put("sandboxes", host -> Words.inTheirOrder(host.sandboxes()));
    columns.put("unsandboxed", HostDescription::unsandboxed);
    columns.put("features", host -> Words.joined(host.features()));
    columns.put("on_fraction", HostDescription::onFraction);
    columns.put("beta", HostDescription::beta);
    return columns;
  }

  static Hosts.Host host(ResultSet row) throws SQLException {
    return new Hosts.Host(
        row.getLong("id"),
        row.getLong("account_id"),
        row.getString("public_key"),
        description(row),
        Instant.ofEpochMilli(row.getLong("enrolled")),
        Instant.ofEpochMilli(row.getLong("last_contact")));
  }

  private static HostDescription description(ResultSet row) throws SQLException {
    return new HostDescription(
        row.getString("name"),
        row.getString("agent_version"),
        row.getString("os_name"),
        row.getString("os_version"),
        row.getString("architecture"),
        row.getString("processor_model"),
        row.getInt("processors"),
        row.getDouble("flops_per_processor"),
        row.getLong("memory_bytes"),
        row.getLong("disk_free_bytes"),
        Words.split(row.getString("platforms")),
        Words.split(row.getString("sandboxes")),
        row.getBoolean("unsandboxed"),
        Set.copyOf(Words.split(row.getString("features"))),
        row.getDouble("on_fraction"),
        row.getBoolean("beta"));
  }

  static HostRecord record(ResultSet row) throws SQLException {
    return new HostRecord(
        row.getBoolean("paused"),
        row.getInt("failures_in_row"),
        Optional.ofNullable(Sql.number(row, "problematic_until")).map(Instant::ofEpochMilli),
        Duration.ofMillis(row.getLong("back_off_millis")));
  }

  static Visit.Mark mark(ResultSet row) throws SQLException {
    return new Visit.Mark(
        row.getLong("poll_number"), Optional.ofNullable(row.getString("poll_instance")));
  }
}
