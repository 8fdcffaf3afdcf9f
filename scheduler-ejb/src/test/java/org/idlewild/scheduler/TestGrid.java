package org.idlewild.scheduler;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.scheduler.contact.Contact;
import org.idlewild.scheduler.contact.Contacts;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.work.HostDescription;
import org.idlewild.work.StoredFile;

/**
 * The whole server but for its web, on a database of the test's own, its passes run by hand and its
 * clock settable.
 */
public final class TestGrid implements AutoCloseable {
  private static final byte[] PROGRAM = {'P', 'K', 3, 4, 'a', 'p', 'p'};

  private final DataSource database;
  private final Path data;
  private final SeContainer container;
  private Instant now;

  public TestGrid(DataSource database, Path data) {
    this(database, data, Instant.parse("2026-01-01T00:00:00Z"));
    start();
  }

  private TestGrid(DataSource database, Path data, Instant now) {
    this.database = database;
    this.data = data;
    this.now = now;
    System.setProperty("idlewild.data", data.toString());
    TestDatabase.use(database);
    container = SeContainerInitializer.newInstance().initialize();
  }

  /** A server that has not started on this database. */
  public static TestGrid unstarted(DataSource database, Path data) {
    return new TestGrid(database, data, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** What a start does first. */
  public void start() {
    get(Accounts.class).ensureOperator(now);
  }

  /** Whether a path below the folder for files is a content, or on its way to be one. */
  public static boolean isContent(Path path) {
    return Files.isRegularFile(path) && !path.endsWith("uploads.lock");
  }

  /**
   * Another server on the same database and data folder; of this one nothing is left. It takes a
   * while until it is there, so what rests for a moment is due again.
   */
  public TestGrid successor() {
    close();
    return new TestGrid(database, data, now.plus(Duration.ofMinutes(2)));
  }

  /** A bean of the server's. */
  public <T> T get(Class<T> bean) {
    return container.select(bean).get();
  }

  public Instant now() {
    return now;
  }

  public void advance(java.time.Duration time) {
    now = now.plus(time);
  }

  /** Writes to the database what nobody can say yet. */
  public void write(String statement) {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Somebody new. */
  public Caller somebody(String name, Role role) {
    Accounts accounts = get(Accounts.class);
    Caller operator = new Caller(0, "operator", Role.OPERATOR);
    return accounts.caller(accounts.add(operator, name, role, now).token()).orElseThrow();
  }

  /** A new host of somebody's. */
  public long host(Caller owner) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] text = "proof".getBytes(StandardCharsets.UTF_8);
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      String token = get(Accounts.class).newEnrolment(owner, Optional.empty(), now).token();
      byte[] key = keys.getPublic().getEncoded();
      return get(HostAccess.class).enrol(token, key, signature.sign(), text, description(), now);
    } catch (java.security.GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public static HostDescription description() {
    return new HostDescription(
        "host",
        "1",
        "linux",
        "6",
        "x86_64",
        "cpu",
        2,
        1e9,
        8L << 30,
        8L << 30,
        List.of("java"),
        List.of("namespaces"),
        false,
        Set.of(),
        1,
        false);
  }

  /** What stands for an app's program. */
  public static byte[] program() {
    return PROGRAM.clone();
  }

  /** An app named {@code app} with one output named {@code stdout}. */
  public void app(Caller researcher, String app) {
    app(researcher, new AppRequest(app, null, null));
  }

  /** The same with plug-ins of its own. */
  public void app(Caller researcher, AppRequest app) {
    get(Apps.class).register(researcher, app, now);
    version(researcher, app.name());
  }

  /** The same with an assimilator that is told something. */
  public void app(Caller researcher, String app, String assimilator, Map<String, String> options) {
    app(researcher, new AppRequest(app, null, null, assimilator, options, null));
  }

  /** The first version of an app that is registered. */
  public void version(Caller researcher, String app) {
    version(researcher, app, null);
  }

  /** The same, with a file that its tasks go on from. */
  public void version(Caller researcher, String app, String checkpoint) {
    StoredFile program = keep(researcher, PROGRAM);
    get(Apps.class)
        .addVersion(
            researcher,
            app,
            new Manifest(
                1,
                "java",
                "app.jar",
                null,
                List.of(new ManifestFile("app.jar", null)),
                List.of(new OutputRule("stdout", 1000, true)),
                null,
                null,
                checkpoint),
            Map.of("app.jar", program),
            now);
  }

  public StoredFile keep(Caller caller, byte[] bytes) {
    try {
      return get(Intake.class).keep(caller, new ByteArrayInputStream(bytes), 1 << 20, now);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A batch with a workunit for each parameter. */
  public long batch(Caller researcher, String app, String... parameters) {
    List<Unit> units =
        java.util.stream.Stream.of(parameters).map(text -> new Unit(text, null)).toList();
    return get(Batches.class)
        .submit(researcher, request(app, units), Optional.empty(), now)
        .batchId();
  }

  public static BatchRequest request(String app, List<Unit> units) {
    return new BatchRequest(app, null, null, 2, null, null, null, null, null, units, null);
  }

  /** All passes of the server. */
  public List<Pass> passes() {
    return container.select(Pass.class).stream().toList();
  }

  /** Runs one pass, once. */
  public int run(PassName name) {
    return run(name, 100);
  }

  /** The same for so many rows at most. */
  public int run(PassName name, int limit) {
    return container.select(Pass.class).stream()
        .filter(pass -> pass.name() == name)
        .mapToInt(pass -> pass.run(limit, now))
        .sum();
  }

  /** Runs every pass until none has anything to do. */
  public void settle() {
    int did = 1;
    for (int round = 0; did > 0; round++) {
      if (round > 200) {
        throw new AssertionError("the passes never come to rest");
      }
      did = 0;
      for (Pass pass : container.select(Pass.class)) {
        did += pass.run(100, now);
      }
    }
  }

  public Assignment ask(long host, int wanted, Set<Long> held) {
    return ask(new HostRequest(host, description(), wanted, held));
  }

  public Assignment ask(HostRequest request) {
    return get(Contacts.class).serve(Contact.asking(request), now).assignment().orElseThrow();
  }

  /** Uploads an answer and reports success. */
  public List<Long> answer(long host, Order order, String answer) {
    upload(host, order.resultId(), answer);
    return report(host, order.resultId(), Report.Ending.SUCCESS);
  }

  public void upload(long host, long result, String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      get(Outputs.class).receive(host, result, "stdout", sha256(bytes), 0, bytes.length, in, now);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public List<Long> report(long host, long result, Report.Ending ending) {
    Report report =
        new Report(
            result,
            ending,
            ending == Report.Ending.SUCCESS ? 0 : 1,
            "",
            "",
            1,
            1,
            0,
            "namespaces",
            List.of());
    return report(host, List.of(report));
  }

  public List<Long> report(long host, List<Report> reports) {
    return get(Contacts.class).serve(Contact.reporting(host, reports), now).acknowledged();
  }

  public static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    TestDatabase database = get(TestDatabase.class);
    container.close();
    database.close();
  }
}
