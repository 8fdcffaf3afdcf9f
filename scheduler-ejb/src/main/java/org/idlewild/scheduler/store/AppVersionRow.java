package org.idlewild.scheduler.store;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;
import org.idlewild.work.PlanClass;

@Entity
@Table(name = "app_version")
class AppVersionRow {
  private static final String SEPARATOR = "\n";

  @Id long id;

  @Column(name = "app_id")
  long appId;

  int version;
  String platform;
  String main;
  String arguments;

  @Column(name = "memory_bytes")
  long memoryBytes;

  @Column(name = "cpu_seconds")
  long cpuSeconds;

  @Column(name = "elapsed_seconds")
  long elapsedSeconds;

  int processes;

  @Column(name = "disk_bytes")
  long diskBytes;

  long created;

  /** The file that its tasks go on from; null when they keep none. */
  String checkpoint;

  /** Null where nothing was said. */
  @Column(name = "evm_policy")
  String evmPolicy;

  @Column(name = "client_way")
  @Enumerated
  ClientTerms.Way clientWay;

  @Column(name = "plan_class")
  String planClass;

  @Column(name = "plan_processors")
  int planProcessors;

  @Column(name = "plan_features")
  String planFeatures;

  @Column(name = "plan_speed")
  double planSpeed;

  @ElementCollection
  @CollectionTable(name = "app_version_file", joinColumns = @JoinColumn(name = "app_version_id"))
  @OrderColumn(name = "position")
  List<FileColumns> files = new ArrayList<>();

  @ElementCollection
  @CollectionTable(name = "app_version_output", joinColumns = @JoinColumn(name = "app_version_id"))
  @OrderColumn(name = "position")
  List<OutputColumns> outputs = new ArrayList<>();

  static AppVersionRow of(AppVersion version, long created) {
    AppVersionRow row = new AppVersionRow();
    row.id = version.id();
    row.appId = version.app();
    row.version = version.version();
    row.platform = version.platform();
    row.main = version.main();
    row.arguments = String.join(SEPARATOR, version.arguments());
    row.memoryBytes = version.limits().memoryBytes();
    row.cpuSeconds = version.limits().cpuSeconds();
    row.elapsedSeconds = version.limits().elapsedSeconds();
    row.processes = version.limits().processes();
    row.diskBytes = version.limits().diskBytes();
    row.created = created;
    row.checkpoint = version.checkpoint().orElse(null);
    row.evmPolicy = version.evm().equals(EvmPolicy.DEFAULT) ? null : version.evm().text();
    row.clientWay = version.clients().way();
    row.planClass = version.planClass().name();
    row.planProcessors = version.planClass().processors();
    row.planFeatures = Words.joined(version.planClass().features());
    row.planSpeed = version.planClass().speed();
    version.files().forEach(file -> row.files.add(FileColumns.of(file)));
    version.outputs().forEach(output -> row.outputs.add(OutputColumns.of(output)));
    return row;
  }

  AppVersion appVersion() {
    return new AppVersion(
        id,
        appId,
        version,
        platform,
        main,
        arguments.isEmpty() ? List.of() : List.of(arguments.split(SEPARATOR)),
        files.stream().map(FileColumns::file).toList(),
        outputs.stream().map(OutputColumns::output).toList(),
        new Limits(memoryBytes, cpuSeconds, elapsedSeconds, processes, diskBytes),
        new PlanClass(planClass, planProcessors, Set.copyOf(Words.split(planFeatures)), planSpeed),
        Optional.ofNullable(checkpoint),
        evmPolicy == null ? EvmPolicy.DEFAULT : EvmPolicy.of(evmPolicy),
        ClientTerms.of(clientWay));
  }
}
