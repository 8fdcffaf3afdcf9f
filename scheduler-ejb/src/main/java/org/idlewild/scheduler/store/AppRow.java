package org.idlewild.scheduler.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.Limits;
import org.idlewild.work.Redundancy;

@Entity
@Table(name = "app")
class AppRow {
  @Id long id;
  String name;

  @Column(name = "account_id")
  long accountId;

  String validator;
  String assimilator;
  long created;

  /** A line {@code name=value} for each. */
  @Column(name = "validator_options")
  String validatorOptions;

  @Column(name = "assimilator_options")
  String assimilatorOptions;

  int weight;
  boolean beta;
  @Enumerated Redundancy redundancy;

  @Column(name = "static_class")
  boolean staticClass;

  @Column(name = "same_version")
  boolean sameVersion;

  @Column(name = "adaptive_quorum")
  int adaptiveQuorum;

  @Column(name = "daily_quota")
  int dailyQuota;

  @Column(name = "max_per_host")
  int maxPerHost;

  @Column(name = "max_per_user")
  int maxPerUser;

  boolean locality;
  double tail;

  @Column(name = "memory_bytes")
  long memoryBytes;

  @Column(name = "cpu_seconds")
  long cpuSeconds;

  @Column(name = "elapsed_seconds")
  long elapsedSeconds;

  int processes;

  @Column(name = "disk_bytes")
  long diskBytes;

  @Enumerated CreditScheme credit;

  @Column(name = "fixed_credit")
  double fixedCredit;

  static AppRow of(App app, long created) {
    AppRow row = new AppRow();
    row.id = app.id();
    row.name = app.name();
    row.accountId = app.owner();
    row.validator = app.validator();
    row.assimilator = app.assimilator();
    row.created = created;
    row.change(app);
    return row;
  }

  /** Takes over what of an application may change. */
  void change(App app) {
    validatorOptions = joined(app.validatorOptions());
    assimilatorOptions = joined(app.assimilatorOptions());
    apply(app.policy());
  }

  private void apply(AppPolicy policy) {
    weight = policy.weight();
    beta = policy.beta();
    redundancy = policy.redundancy();
    staticClass = policy.staticClass();
    sameVersion = policy.sameVersion();
    adaptiveQuorum = policy.adaptiveQuorum();
    dailyQuota = policy.dailyQuota();
    maxPerHost = policy.maxPerHost();
    maxPerUser = policy.maxPerUser();
    locality = policy.locality();
    tail = policy.tail();
    memoryBytes = policy.footprint().memoryBytes();
    cpuSeconds = policy.footprint().cpuSeconds();
    elapsedSeconds = policy.footprint().elapsedSeconds();
    processes = policy.footprint().processes();
    diskBytes = policy.footprint().diskBytes();
    credit = policy.credit();
    fixedCredit = policy.fixedCredit();
  }

  App app() {
    return new App(
        id,
        name,
        accountId,
        validator,
        split(validatorOptions),
        assimilator,
        split(assimilatorOptions),
        policy());
  }

  private AppPolicy policy() {
    return new AppPolicy(
        weight,
        beta,
        redundancy,
        staticClass,
        sameVersion,
        adaptiveQuorum,
        dailyQuota,
        maxPerHost,
        maxPerUser,
        locality,
        tail,
        new Limits(memoryBytes, cpuSeconds, elapsedSeconds, processes, diskBytes),
        credit,
        fixedCredit);
  }

  private static String joined(Map<String, String> options) {
    return options.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> split(String options) {
    return Stream.ofNullable(options)
        .flatMap(String::lines)
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
