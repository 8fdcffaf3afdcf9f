package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.BoincRule;
import org.idlewild.scheduler.batch.CodeKey;
import org.idlewild.scheduler.batch.FileSignature;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.SignedFiles;
import org.idlewild.scheduler.dispatch.ClientFiles;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.AppViews;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.HostDescription;
import org.idlewild.work.SigningKey;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What BOINC's clients get, and when, on every database. */
abstract class SignaturesConformance extends GridConformance {
  private static final byte[] LAUNCHER = "launcher".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PROGRAM = "#!/bin/sh".getBytes(StandardCharsets.UTF_8);

  private StoredFile program;
  private String key;

  @BeforeEach
  void aKey() {
    present("first");
    program = grid.keep(researcher, PROGRAM);
  }

  @Test
  void aClientGetsNothingThatIsNotSigned() {
    version(null);
    assertThat(clientsOrders()).isEmpty();

    sign(program.sha256(), PROGRAM);
    assertThat(clientsOrders()).as("the launcher is not signed").isEmpty();

    sign(launcher(), LAUNCHER);
    assertThat(clientsOrders())
        .extracting(Order::clientWay)
        .containsExactly(ClientTerms.Way.LAUNCHED);
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256(), launcher())))
        .isEqualTo(
            Map.of(
                program.sha256(), signature("first", PROGRAM),
                launcher(), signature("first", LAUNCHER)));
  }

  @Test
  void aProgramThatSpeaksForItselfNeedsNoLauncher() {
    version(new BoincRule(true, null));
    sign(program.sha256(), PROGRAM);

    assertThat(clientsOrders()).extracting(Order::clientWay).containsExactly(ClientTerms.Way.API);
  }

  @Test
  void whatIsForAgentsAloneNoClientGets() {
    version(new BoincRule(null, false));
    sign(program.sha256(), PROGRAM);
    sign(launcher(), LAUNCHER);

    assertThat(clientsOrders()).isEmpty();
    assertThat(orders(Set.of())).hasSize(1);
  }

  @Test
  void anAgentGetsItSignedOrNot() {
    version(null);

    assertThat(orders(Set.of())).hasSize(1);
  }

  @Test
  void afterARotationAClientGetsNothingUntilAllIsSignedAgain() {
    version(new BoincRule(true, null));
    sign(program.sha256(), PROGRAM);

    present("second");
    sign(launcher(), LAUNCHER);
    assertThat(clientsOrders()).isEmpty();
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256()))).isEmpty();

    sign(program.sha256(), PROGRAM);
    assertThat(clientsOrders()).hasSize(1);
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256())).values())
        .containsExactly(signature("second", PROGRAM));
  }

  @Test
  void aSignatureMayComeAgain() {
    version(null);

    sign(program.sha256(), PROGRAM);
    sign(program.sha256(), PROGRAM);

    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256()))).hasSize(1);
  }

  @Test
  void anAppShowsWhetherItsVersionsAreSigned() {
    version(null);
    assertThat(terms()).isEqualTo(ClientTerms.of(ClientTerms.Way.LAUNCHED));

    sign(program.sha256(), PROGRAM);
    sign(launcher(), LAUNCHER);
    assertThat(terms()).isEqualTo(new ClientTerms(ClientTerms.Way.LAUNCHED, true));
  }

  @Test
  void whatThePresentKeyDidNotSignIsRefused() {
    String old = signature("other", PROGRAM);

    assertThat(
            assertRefused(
                Reason.MALFORMED, () -> keep(new FileSignature("crunch", program.sha256(), old))))
        .hasMessageContaining("did not sign crunch");
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256()))).isEmpty();
  }

  @Test
  void oneBadSignatureKeepsTheOthersOut() {
    FileSignature good = new FileSignature(null, program.sha256(), signature("first", PROGRAM));

    assertRefused(
        Reason.MALFORMED, () -> keep(good, new FileSignature(null, launcher(), "nonsense")));
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256()))).isEmpty();
  }

  @Test
  void signaturesOfNothingOrByNobodyAreRefused() {
    assertRefused(Reason.NOT_FOUND, () -> keep(new FileSignature(null, "0".repeat(64), "any")));
    assertRefused(Reason.MALFORMED, () -> keep(new FileSignature(null, "short", "any")));
    assertRefused(Reason.MALFORMED, () -> keep(new FileSignature(null, null, "any")));
    assertRefused(Reason.MALFORMED, () -> keep(new FileSignature(null, program.sha256(), null)));
    assertRefused(
        Reason.MALFORMED, () -> keep(new FileSignature(null, program.sha256(), "f".repeat(401))));
    assertRefused(Reason.MALFORMED, this::keep);
    assertRefused(
        Reason.FORBIDDEN,
        () ->
            keep(
                grid.somebody("volunteer", Role.VOLUNTEER),
                new FileSignature(null, program.sha256(), signature("first", PROGRAM))));
  }

  @Test
  void withoutAKeyNothingIsSigned() {
    version(null);
    sign(program.sha256(), PROGRAM);
    sign(launcher(), LAUNCHER);
    present(null);

    assertRefused(
        Reason.CONFLICT,
        () -> keep(new FileSignature(null, program.sha256(), signature("first", PROGRAM))));
    assertThat(grid.get(ClientFiles.class).signatures(List.of(program.sha256()))).isEmpty();
  }

  private List<Order> clientsOrders() {
    return orders(Set.of("boinc"));
  }

  private List<Order> orders(Set<String> features) {
    grid.batch(researcher, "native", "one");
    grid.settle();
    HostDescription plain = TestGrid.description();
    HostDescription asking =
        new HostDescription(
            plain.name(),
            plain.agentVersion(),
            plain.osName(),
            plain.osVersion(),
            plain.architecture(),
            plain.processorModel(),
            plain.processors(),
            plain.flopsPerProcessor(),
            plain.memoryBytes(),
            plain.diskFreeBytes(),
            List.of("linux-x86_64"),
            plain.sandboxes(),
            plain.unsandboxed(),
            features,
            plain.onFraction(),
            plain.beta());
    return grid.ask(new HostRequest(alpha, asking, 1, Set.of())).orders();
  }

  private void version(BoincRule rule) {
    Manifest manifest =
        new Manifest(
            1,
            "linux-x86_64",
            "main",
            null,
            List.of(new ManifestFile("main", null)),
            List.of(new OutputRule("out", 1000, null)),
            null,
            null,
            null,
            null,
            rule);
    Apps apps = grid.get(Apps.class);
    apps.register(researcher, new AppRequest("native", null, null), grid.now());
    apps.addVersion(researcher, "native", manifest, Map.of("main", program), grid.now());
  }

  private ClientTerms terms() {
    return grid.get(AppViews.class).named(researcher, "native").versions().get(0).clients();
  }

  private void sign(String sha256, byte[] content) {
    keep(new FileSignature(null, sha256, signature(key, content)));
  }

  private void keep(FileSignature... signatures) {
    keep(researcher, signatures);
  }

  private void keep(Caller caller, FileSignature... signatures) {
    try {
      grid.get(SignedFiles.class).keep(caller, Arrays.asList(signatures));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void present(String name) {
    key = name;
    grid.get(SignedFiles.class).checkedBy(new Key(Optional.ofNullable(name)));
  }

  private static String signature(String key, byte[] content) {
    return key + " signed " + new String(content, StandardCharsets.UTF_8);
  }

  private static String launcher() {
    return TestGrid.sha256(LAUNCHER);
  }

  private record Key(Optional<String> name) implements CodeKey {
    @Override
    public Optional<SigningKey> present() {
      return name.map(
          text ->
              new SigningKey(
                  TestGrid.sha256(text.getBytes(StandardCharsets.UTF_8)),
                  TestGrid.sha256(LAUNCHER)));
    }

    @Override
    public boolean verifies(InputStream content, String given) throws IOException {
      return given.equals(signature(name.orElseThrow(), content.readAllBytes()));
    }

    @Override
    public InputStream launcher() {
      return new ByteArrayInputStream(LAUNCHER);
    }
  }
}
