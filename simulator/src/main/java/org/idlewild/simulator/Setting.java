package org.idlewild.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.access.NewUser;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.Batches;
import org.idlewild.scheduler.batch.Intake;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.work.HostDescription;
import org.idlewild.work.StoredFile;

/** People, hosts, an application and its batches: what has to be said to a server once. */
final class Setting {
  static final String OUTPUT = "stdout";
  static final Caller OPERATOR = new Caller(0, "operator", Role.OPERATOR);

  private static final String APP = "app";
  private static final byte[] PROGRAM = {'P', 'K', 3, 4, 'a', 'p', 'p'};
  private static final byte[] PROOF = "proof".getBytes(StandardCharsets.UTF_8);

  /** One for all hosts: making a key takes longer than a host's whole life here. */
  private static final KeyPair KEYS = keys();

  private static final byte[] SIGNATURE = signature();

  private final Server server;
  private Caller researcher;

  Setting(Server server) {
    this.server = server;
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static byte[] signature() {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(KEYS.getPrivate());
      signature.update(PROOF);
      return signature.sign();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  Caller somebody(String name, Role role, Instant now) {
    NewUser user = server.get(Accounts.class).add(OPERATOR, name, role, now);
    return new Caller(user.id(), name, role);
  }

  /** A new host of somebody's; its id. */
  long host(Caller owner, Instant now) {
    String token = server.get(Accounts.class).newEnrolment(owner, Optional.empty(), now).token();
    return server
        .get(HostAccess.class)
        .enrol(token, KEYS.getPublic().getEncoded(), SIGNATURE, PROOF, description(), now);
  }

  static HostDescription description() {
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

  /** A researcher and an application of one required output. */
  void app(Instant now) {
    researcher = somebody("researcher", Role.RESEARCHER, now);
    server.get(Apps.class).register(researcher, new AppRequest(APP, null, null), now);
    Manifest manifest =
        new Manifest(
            1,
            "java",
            "app.jar",
            null,
            List.of(new ManifestFile("app.jar", null)),
            List.of(new OutputRule(OUTPUT, 1000, true)),
            null);
    server
        .get(Apps.class)
        .addVersion(researcher, APP, manifest, Map.of("app.jar", keep(PROGRAM, now)), now);
  }

  /** Brings the inputs and submits a batch; its id. */
  long batch(Scenario.Work work, Instant now) {
    List<NamedFile> inputs =
        IntStream.range(0, work.inputs()).mapToObj(number -> input(number, now)).toList();
    List<Unit> units =
        IntStream.range(0, work.workunits())
            .mapToObj(number -> new Unit("unit-" + number, null))
            .toList();
    BatchRequest request =
        new BatchRequest(
            APP,
            null,
            null,
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
