package org.idlewild.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.NewUser;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.access.TeamRoster;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.StoredFile;

/** People, hosts, an application and its batches: what has to be said to a server once. */
final class Setting {
  static final String OUTPUT = "stdout";
  static final String CHECKPOINT = "state";
  static final Caller OPERATOR = new Caller(0, "operator", Role.OPERATOR);

  private static final byte[] PROGRAM = {'P', 'K', 3, 4, 'a', 'p', 'p'};

  private final Server server;
  private final Map<Long, String> names = new TreeMap<>();
  private final List<Long> teams = new ArrayList<>();
  private Caller researcher;

  Setting(Server server) {
    this.server = server;
  }

  Caller somebody(String name, Role role, Instant now) {
    NewUser user = server.get(Accounts.class).add(OPERATOR, name, role, now);
    names.put(user.id(), name);
    return new Caller(user.id(), name, role);
  }

  /** Everybody's id. */
  List<Long> users() {
    return List.copyOf(names.keySet());
  }

  void teams(int number, Instant now) {
    for (int i = 1; i <= number; i++) {
      teams.add(server.get(TeamRoster.class).add(OPERATOR, "team" + i, now));
    }
  }

  /** Somebody goes to the next team; nothing happens where there is none. */
  void changeTeam(long user) {
    if (!teams.isEmpty()) {
      Collections.rotate(teams, 1);
      server.get(TeamRoster.class).join(OPERATOR, teams.get(0), names.get(user));
    }
  }

  /**
   * A new host of somebody's; its id. It need not prove itself: that takes longer than its life.
   */
  long host(Caller owner, Make make, Instant now) {
    long id = server.get(Ids.class).next(Ids.Kind.HOST);
    Hosts.Host host = new Hosts.Host(id, owner.userId(), "key", make.description(), now, now);
    server.get(Transactions.class).run(() -> server.get(Hosts.class).add(host));
    return id;
  }

  /** A researcher and his applications, of one required output each. */
  void apps(List<Software> apps, Instant now) {
    researcher = somebody("researcher", Role.RESEARCHER, now);
    for (int i = 0; i < apps.size(); i++) {
      String name = name(i);
      AppRequest request = new AppRequest(name, null, null, null, null, apps.get(i).policy());
      server.get(Apps.class).register(researcher, request, now);
      apps.get(i).builds().forEach(build -> add(name, build, now));
    }
  }

  private static String name(int app) {
    return "app" + app;
  }

  private void add(String app, Software.Build build, Instant now) {
    Manifest manifest =
        new Manifest(
            build.number(),
            "java",
            "app.jar",
            null,
            List.of(new ManifestFile("app.jar", null)),
            List.of(new OutputRule(OUTPUT, 1000, true)),
            null,
            build.special() ? new PlanClassRule("special", 2, List.of(Make.FEATURE), 4.0) : null,
            build.keeps() ? CHECKPOINT : null);
    server
        .get(Apps.class)
        .addVersion(researcher, app, manifest, Map.of("app.jar", keep(PROGRAM, now)), now);
  }

  /**
   * Brings the inputs and submits a batch; its id.
   *
   * @param targets who may be named by workunits that are meant for somebody
   */
  long batch(Scenario.Work work, List<TargetRequest> targets, Instant now) {
    List<NamedFile> inputs =
        IntStream.range(0, work.inputs()).mapToObj(number -> input(number, now)).toList();
    List<Unit> units =
        IntStream.range(0, work.workunits())
            .mapToObj(
                number ->
                    number < work.meant() && !targets.isEmpty()
                        ? unit(number, targets.get(number % targets.size()))
                        : unit(number, null))
            .toList();
    BatchRequest request =
        new BatchRequest(
            name(work.app()),
            null,
            work.version(),
            work.quorum(),
            work.delayBound().toSeconds(),
            work.maxErrors(),
            work.maxTotal(),
            work.maxSuccesses(),
            work.priority(),
            units,
            inputs);
    return server.get(Batches.class).submit(researcher, request, Optional.empty(), now).batchId();
  }

  private static Unit unit(int number, TargetRequest target) {
    return new Unit("unit-" + number, null, null, null, target);
  }

  private NamedFile input(int number, Instant now) {
    byte[] content = ("input " + number).getBytes(StandardCharsets.UTF_8);
    return new NamedFile("input-" + number, keep(content, now).sha256());
  }

  void cancel(long batch, Instant now) {
    server.get(Batches.class).cancel(researcher, batch, now);
  }

  private StoredFile keep(byte[] bytes, Instant now) {
    try {
      return server
          .get(Intake.class)
          .keep(researcher, new ByteArrayInputStream(bytes), 1 << 20, now);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String sha256(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(Trace.sha256().digest(bytes));
  }
}
