package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.batch.AppChange;
import org.idlewild.scheduler.batch.AppRequest;
import org.idlewild.scheduler.batch.Apps;
import org.idlewild.scheduler.batch.EvmRule;
import org.idlewild.scheduler.batch.Footprint;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.scheduler.batch.ManifestFile;
import org.idlewild.scheduler.batch.OutputRule;
import org.idlewild.scheduler.batch.PlanClassRule;
import org.idlewild.scheduler.batch.PolicyRequest;
import org.idlewild.scheduler.status.AppVersionView;
import org.idlewild.scheduler.status.AppView;
import org.idlewild.scheduler.status.AppViews;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.PlanClassView;
import org.idlewild.scheduler.status.PolicyView;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.Test;

/** What researchers say about applications, on every database. */
abstract class AppsConformance extends GridConformance {
  private static final OutputRule STDOUT = new OutputRule("stdout", 1000, true);
  private static final PolicyRequest WHOLE =
      new PolicyRequest(
          200,
          true,
          "system",
          true,
          true,
          3,
          50,
          4,
          8,
          true,
          0.5,
          new Footprint(1L << 30, 60L, 120L, 8, 1L << 20),
          "fixed",
          12.5);

  @Test
  void anAppThatSaysNothingHasTheDefaults() {
    AppView app = view("app");

    assertThat(app.policy())
        .isEqualTo(
            new PolicyView(
                100,
                false,
                "any",
                false,
                false,
                0,
                0,
                0,
                0,
                false,
                0.05,
                Limits.DEFAULT,
                "run-time",
                1));
    assertThat(app.validatorOptions()).isEmpty();
    assertThat(app.assimilatorOptions()).isEmpty();
  }

  @Test
  void whatIsSaidAtRegistrationIsKeptAndShown() {
    apps()
        .register(
            researcher,
            new AppRequest(
                "other",
                "text",
                Map.of("a", "1=2"),
                "recording",
                Map.of("b", "", "c", "\u00e4 b"),
                WHOLE),
            grid.now());

    AppView app = view("other");
    assertThat(app.policy())
        .isEqualTo(
            new PolicyView(
                200,
                true,
                "system",
                true,
                true,
                3,
                50,
                4,
                8,
                true,
                0.5,
                new Limits(1L << 30, 60, 120, 8, 1L << 20),
                "fixed",
                12.5));
    assertThat(app.validatorOptions()).isEqualTo(Map.of("a", "1=2"));
    assertThat(app.assimilatorOptions()).isEqualTo(Map.of("b", "", "c", "\u00e4 b"));
  }

  @Test
  void aChangeLeavesTheRestAsItWas() {
    free();
    change("free", new AppChange(Map.of("a", "1", "b", "2"), null, WHOLE));
    Map<String, String> less = new HashMap<>();
    less.put("a", null);

    change("free", new AppChange(less, Map.of("c", "3"), weight(7)));

    AppView app = view("free");
    assertThat(app.policy().weight()).isEqualTo(7);
    assertThat(app.policy().redundancy()).isEqualTo("system");
    assertThat(app.policy().footprint().cpuSeconds()).isEqualTo(60);
    assertThat(app.validatorOptions()).isEqualTo(Map.of("b", "2"));
    assertThat(app.assimilatorOptions()).isEqualTo(Map.of("c", "3"));
  }

  @Test
  void theOwnerAndOperatorsMayChangeAnAppAndNobodyElse() {
    Caller other = grid.somebody("other", Role.RESEARCHER);
    Caller volunteer = grid.somebody("volunteer", Role.VOLUNTEER);
    Caller operator = grid.somebody("second operator", Role.OPERATOR);
    AppChange change = new AppChange(null, null, weight(7));

    assertRefused(Reason.FORBIDDEN, () -> apps().change(other, "app", change, grid.now()));
    assertRefused(Reason.FORBIDDEN, () -> apps().change(volunteer, "app", change, grid.now()));
    assertThat(view("app").policy().weight()).isEqualTo(100);
    apps().change(operator, "app", change, grid.now());
    assertThat(view("app").policy().weight()).isEqualTo(7);
    assertRefused(Reason.NOT_FOUND, () -> apps().change(operator, "nothing", change, grid.now()));
  }

  @Test
  void aChangeThatIsRefusedChangesNothing() {
    assertRefused(
        Reason.MALFORMED,
        () -> change("app", new AppChange(Map.of("a", "1"), Map.of("bad name", "x"), weight(7))));

    assertThat(view("app").policy().weight()).isEqualTo(100);
    assertThat(view("app").validatorOptions()).isEmpty();
  }

  @Test
  void anOptionThatTheAssimilatorDoesNotTakeIsRefusedInItsWords() {
    assertThat(
            assertRefused(
                Reason.MALFORMED, () -> change("app", new AppChange(null, Map.of("k", "1"), null))))
        .hasMessage("the assimilator merge takes no options, not 'k'");
  }

  @Test
  void twoChangesAtOnceAreBothKept() throws Exception {
    free();
    for (int round = 1; round <= 5; round++) {
      int weight = round;
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> one =
          CompletableFuture.runAsync(
              () -> {
                await(start);
                change("free", new AppChange(null, null, weight(weight)));
              });
      await(start);
      change("free", new AppChange(Map.of("round", "" + round), null, null));
      one.get();

      assertThat(view("free").policy().weight()).isEqualTo(round);
      assertThat(view("free").validatorOptions()).isEqualTo(Map.of("round", "" + round));
    }
  }

  @Test
  void aNumberHasAVersionForEachPlatformAndPlanClass() {
    version(1, "linux-x86_64", null, STDOUT);
    version(1, "java", new PlanClassRule("mt4", 4, List.of("avx2", "avx"), 3.5), STDOUT);
    version(2, "java", null, new OutputRule("other", 10, true));

    assertThat(view("app").versions())
        .extracting(AppVersionView::version, AppVersionView::platform, AppVersionView::planClass)
        .containsExactly(
            tuple(1, "java", new PlanClassView("", 1, List.of(), 1)),
            tuple(1, "linux-x86_64", new PlanClassView("", 1, List.of(), 1)),
            tuple(1, "java", new PlanClassView("mt4", 4, List.of("avx", "avx2"), 3.5)),
            tuple(2, "java", new PlanClassView("", 1, List.of(), 1)));
  }

  @Test
  void aWindowsVersionKeepsWhatItAsksOfTheVirtualMachine() {
    byte[] head = new byte[512];
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {'M', 'Z'}).putInt(0x3c, 64).putInt(64, 0x4550);
    bytes.putShort(68, (short) 0x8664);
    StoredFile main = grid.keep(researcher, head);
    List<ManifestFile> files = List.of(new ManifestFile("a.exe", null));
    EvmRule asked =
        new EvmRule("3des", true, List.of("a.exe"), List.of("192.0.2.1:80"), 2, 9, 1L << 33);
    Manifest manifest =
        new Manifest(
            9,
            "windows-x86_64",
            "a.exe",
            null,
            files,
            List.of(STDOUT),
            null,
            null,
            null,
            asked,
            null);

    apps().addVersion(researcher, "app", manifest, Map.of("a.exe", main), grid.now());

    assertThat(view("app").versions())
        .filteredOn(version -> version.platform().equals("windows-x86_64"))
        .extracting(version -> version.evm().orElseThrow())
        .containsExactly(
            new EvmPolicy("3des", true, List.of("a.exe"), List.of("192.0.2.1:80"), 2, 9, 1L << 33));
    assertThat(view("app").versions().get(0).evm()).as("of a Java version").isEmpty();
  }

  @Test
  void aSecondVersionOfTheSameNumberPlatformAndPlanClassIsRefused() {
    PlanClassRule plan = new PlanClassRule("mt", null, null, null);
    version(1, "java", plan, STDOUT);

    assertThat(assertRefused(Reason.CONFLICT, () -> version(1, "java", null, STDOUT)))
        .hasMessage("there is a version 1 for java already");
    assertThat(assertRefused(Reason.CONFLICT, () -> version(1, "java", plan, STDOUT)))
        .hasMessage("there is a version 1 for java of plan class mt already");
  }

  @Test
  void allVersionsOfANumberDeclareTheSameOutputs() {
    assertThat(
            assertRefused(
                Reason.CONFLICT,
                () -> version(1, "linux-x86_64", null, new OutputRule("stdout", 999, true))))
        .hasMessageContaining("outputs");
    assertThat(view("app").versions()).hasSize(1);
  }

  @Test
  void aBatchNamesANumberAndItsOldestVersionStandsForIt() {
    version(2, "linux-x86_64", null, STDOUT);
    version(2, "java", null, STDOUT);

    long newest = grid.batch(researcher, "app", "one");

    assertThat(grid.get(BatchViews.class).batch(researcher, newest).appVersion()).isEqualTo(2);
  }

  private void version(int number, String platform, PlanClassRule plan, OutputRule output) {
    byte[] script = "#!/bin/sh".getBytes(StandardCharsets.UTF_8);
    StoredFile main = grid.keep(researcher, platform.equals("java") ? TestGrid.program() : script);
    Manifest manifest =
        new Manifest(
            number,
            platform,
            "main",
            null,
            List.of(new ManifestFile("main", null)),
            List.of(output),
            null,
            plan,
            null);
    apps().addVersion(researcher, "app", manifest, Map.of("main", main), grid.now());
  }

  private Apps apps() {
    return grid.get(Apps.class);
  }

  /** An app whose plug-ins take any options. */
  private void free() {
    AppRequest free = new AppRequest("free", "text", null, "recording", null, null);
    apps().register(researcher, free, grid.now());
  }

  private void change(String app, AppChange change) {
    apps().change(researcher, app, change, grid.now());
  }

  private AppView view(String app) {
    return grid.get(AppViews.class).named(researcher, app);
  }

  private static PolicyRequest weight(int weight) {
    return Said.policy("weight", weight);
  }
}
