package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.idlewild.work.HostDescription;
import org.idlewild.work.HostRecord;

@Entity
@Table(name = "host")
class HostRow {
  private static final String SEPARATOR = " ";

  @Id long id;

  @Column(name = "account_id")
  long accountId;

  @Column(name = "public_key")
  String publicKey;

  String name;

  @Column(name = "agent_version")
  String agentVersion;

  @Column(name = "os_name")
  String osName;

  @Column(name = "os_version")
  String osVersion;

  String architecture;

  @Column(name = "processor_model")
  String processorModel;

  int processors;

  @Column(name = "flops_per_processor")
  double flopsPerProcessor;

  @Column(name = "memory_bytes")
  long memoryBytes;

  @Column(name = "disk_free_bytes")
  long diskFreeBytes;

  String platforms;
  String sandboxes;
  boolean unsandboxed;
  String features;

  @Column(name = "on_fraction")
  double onFraction;

  boolean beta;
  boolean paused;

  @Column(name = "failures_in_row")
  int failuresInRow;

  @Column(name = "problematic_until")
  Long problematicUntil;

  @Column(name = "back_off_millis")
  long backOffMillis;

  long enrolled;

  @Column(name = "last_contact")
  long lastContact;

  void describe(HostDescription host) {
    name = host.name();
    agentVersion = host.agentVersion();
    osName = host.osName();
    osVersion = host.osVersion();
    architecture = host.architecture();
    processorModel = host.processorModel();
    processors = host.processors();
    flopsPerProcessor = host.flopsPerProcessor();
    memoryBytes = host.memoryBytes();
    diskFreeBytes = host.diskFreeBytes();
    platforms = String.join(SEPARATOR, host.platforms());
    sandboxes = String.join(SEPARATOR, host.sandboxes());
    unsandboxed = host.unsandboxed();
    features = Words.joined(host.features());
    onFraction = host.onFraction();
    beta = host.beta();
  }

  HostRecord record() {
    return new HostRecord(
        paused,
        failuresInRow,
        Optional.ofNullable(problematicUntil).map(Instant::ofEpochMilli),
        Duration.ofMillis(backOffMillis));
  }

  /** Takes over how it does; whether it is paused others decide. */
  void record(HostRecord decided) {
    failuresInRow = decided.failuresInRow();
    problematicUntil = decided.problematicUntil().map(Instant::toEpochMilli).orElse(null);
    backOffMillis = decided.backOff().toMillis();
  }

  HostDescription description() {
    return new HostDescription(
        name,
        agentVersion,
        osName,
        osVersion,
        architecture,
        processorModel,
        processors,
        flopsPerProcessor,
        memoryBytes,
        diskFreeBytes,
        Words.split(platforms),
        Words.split(sandboxes),
        unsandboxed,
        Set.copyOf(Words.split(features)),
        onFraction,
        beta);
  }
}
