package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.Said;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.Limits;
import org.idlewild.work.PlanClass;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final OutputRule STDOUT = new OutputRule("stdout", 1000, null);

  @TempDir Path folder;

  private final Map<String, StoredFile> sent = new HashMap<>();
  private final List<ManifestFile> files = new ArrayList<>();
  private List<OutputRule> outputs = List.of(STDOUT);
  private List<String> arguments;
  private String platform = "java";
  private String main = "app.jar";
  private int version = 1;
  private Footprint limits;
  private PlanClassRule planClass;
  private App app = app(AppPolicy.DEFAULT);
  private Manifests manifests;

  @BeforeEach
  void aManifestOfOneJar() {
    manifests = new Manifests(new FileStore(new FileSettings(folder, 1000)));
    sent.put("app.jar", stored("PK\3\4"));
    files.add(new ManifestFile("app.jar", null));
  }

  @Test
  void whatIsNotSaidHasADefault() {
    AppVersion checked = check();

    assertThat(checked.arguments()).containsExactly("{parameter}");
    assertThat(checked.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(checked.outputs()).containsExactly(new ExpectedOutput("stdout", 1000, true));
    assertThat(checked.files())
        .singleElement()
        .satisfies(f -> assertThat(f.name()).isEqualTo(main));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001})
  void aVersionCountsFromOne(int number) {
    version = number;
    refused("version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "JAVA", "windows", "linux"})
  void aPlatformIsOneOfThoseThatRun(String name) {
    platform = name;
    refused("platform");
    platform = null;
    refused("platform");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a..b"})
  void aNameThatCouldLeadElsewhereIsRefused(String name) {
    outputs = List.of(new OutputRule(name, 1, true));
    refused("a file name");
    outputs = List.of(STDOUT);
    files.add(new ManifestFile(name, null));
    refused("a file name");
  }

  @Test
  void nothingInAListIsNotAnEntry() {
    files.add(null);
    refused("files");
    files.remove(null);
    outputs = Collections.singletonList(null);
    refused("outputs");
    outputs = List.of(STDOUT);
    arguments = Collections.singletonList(null);
    refused("an argument");
  }

  @Test
  void filesAndWhatWasSentMustFit() {
    files.add(new ManifestFile("missing.txt", null));
    refused("missing.txt is listed and was not sent");
    files.remove(1);

    sent.put("extra.txt", stored("extra"));
    refused("'extra.txt' was sent and is not listed");
    sent.remove("extra.txt");

    files.add(new ManifestFile("app.jar", null));
    refused("there are two files named app.jar");
    files.clear();
    refused("at least one file");
  }

  @Test
  void aFileThatIsNotWhatItsHashSaysIsRefused() {
    files.set(0, new ManifestFile("app.jar", "0".repeat(64)));
    refused("the SHA-256 of app.jar is " + sent.get("app.jar").sha256());

    files.set(0, new ManifestFile("app.jar", sent.get("app.jar").sha256()));
    assertThat(check().files()).hasSize(1);
  }

  @Test
  void mainNamesOneOfTheFiles() {
    main = "other.jar";
    refused("main");
    main = null;
    refused("main");
  }

  @ParameterizedTest
  @CsvSource({
    "java, 'PK\3\4', true",
    "java, '#!/bin/sh', false",
    "java, 'text', false",
    "java, '', false",
    "linux-x86_64, '#!/bin/sh', true",
    "linux-x86_64, 'PK\3\4', false",
    "linux-x86_64, 'text', false",
    "windows-x86_64, 'MZ', false",
    "windows-x86_64, '#!/bin/sh', false"
  })
  void mainIsOfAKindThatThePlatformRuns(String runs, String content, boolean fits) {
    platform = runs;
    sent.put("app.jar", stored(content));
    if (fits) {
      assertThat(check().platform()).isEqualTo(runs);
    } else {
      refused("app.jar is of the kind");
    }
  }

  @Test
  void aWindowsProgramIsOfTheBitnessOfItsPlatform() {
    platform = "windows-x86_64";
    sent.put("app.jar", stored(windowsProgram("d\206")));
    assertThat(check().platform()).isEqualTo(platform);

    sent.put("app.jar", stored(windowsProgram("L\1")));
    refused("app.jar is of the kind windows-x86,");

    platform = "windows-x86";
    assertThat(check().platform()).isEqualTo(platform);

    sent.put("app.jar", stored(windowsProgram("d\206")));
    refused("app.jar is of the kind windows-x86_64,");
  }

  /** The headers as far as they say for what machine the program is. */
  private static String windowsProgram(String machine) {
    return "MZ" + "\0".repeat(58) + "@\0\0\0" + "PE\0\0" + machine + "\0".repeat(20);
  }

  @Test
  void outputsAreOneToTwentyOfDifferentNames() {
    outputs = null;
    refused("outputs");
    outputs = List.of();
    refused("outputs");
    outputs = List.of(STDOUT, STDOUT);
    refused("there are two outputs named stdout");
    outputs = Collections.nCopies(21, STDOUT);
    refused("outputs lists 1 to 20");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, (4L << 30) + 1, Long.MAX_VALUE})
  void anOutputsLimitIsFromNothingToFourGib(long bytes) {
    outputs = List.of(new OutputRule("stdout", bytes, true));
    refused("maxBytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\0b", "\u0085"})
  void anArgumentIsOneLineOfText(String argument) {
    arguments = List.of("good", argument);
    refused("an argument");
  }

  @Test
  void argumentsAreLimitedEachAndTogether() {
    arguments = List.of("x".repeat(1000));
    assertThat(check().arguments()).hasSize(1);
    arguments = List.of("x".repeat(1001));
    refused("an argument");
    arguments = Collections.nCopies(101, "x");
    refused("at most 100 arguments");
    arguments = Collections.nCopies(100, "x".repeat(160));
    assertThat(check().arguments()).hasSize(100);
    arguments = Collections.nCopies(100, "x".repeat(161));
    refused("16000 characters");
  }

  @Test
  void limitsThatAreNotSaidAreThoseOfTheApp() {
    Footprint footprint = new Footprint(1L << 30, 60L, 120L, 8, 1L << 20);
    app = app(Policies.of(Said.policy("footprint", footprint), AppPolicy.DEFAULT));
    assertThat(check().limits()).isEqualTo(new Limits(1L << 30, 60, 120, 8, 1L << 20));

    limits = new Footprint(null, 7L, null, null, null);
    assertThat(check().limits()).isEqualTo(new Limits(1L << 30, 7, 120, 8, 1L << 20));

    limits = new Footprint(null, 0L, null, null, null);
    refused("cpuSeconds");
  }

  @Test
  void aPlanClassHasDefaultsToo() {
    assertThat(check().planClass()).isEqualTo(PlanClass.NONE);

    planClass = new PlanClassRule("mt", null, null, null);
    assertThat(check().planClass()).isEqualTo(new PlanClass("mt", 1, Set.of(), 1));

    planClass = new PlanClassRule("mt4", 4, List.of("avx2", "fma"), 2.5);
    assertThat(check().planClass()).isEqualTo(new PlanClass("mt4", 4, Set.of("avx2", "fma"), 2.5));
  }

  static Stream<Arguments> badPlanClasses() {
    return Stream.of(
        arguments(new PlanClassRule(null, 1, null, null), "a name"),
        arguments(new PlanClassRule("", 1, null, null), "a name"),
        arguments(new PlanClassRule("MT", 1, null, null), "a name"),
        arguments(new PlanClassRule("a b", 1, null, null), "a name"),
        arguments(new PlanClassRule("x".repeat(61), 1, null, null), "a name"),
        arguments(new PlanClassRule("mt", 0, null, null), "processors"),
        arguments(new PlanClassRule("mt", -1, null, null), "processors"),
        arguments(new PlanClassRule("mt", 1025, null, null), "processors"),
        arguments(new PlanClassRule("mt", 1, List.of("a b"), null), "32 features"),
        arguments(new PlanClassRule("mt", 1, List.of(""), null), "32 features"),
        arguments(new PlanClassRule("mt", 1, Arrays.asList("a", null), null), "32 features"),
        arguments(new PlanClassRule("mt", 1, Collections.nCopies(33, "a"), null), "32 features"),
        arguments(new PlanClassRule("mt", 1, List.of("a", "a"), null), "two features named a"),
        arguments(new PlanClassRule("mt", 1, null, 0.0), "speed"),
        arguments(new PlanClassRule("mt", 1, null, -1.0), "speed"),
        arguments(new PlanClassRule("mt", 1, null, 1000.1), "speed"),
        arguments(new PlanClassRule("mt", 1, null, Double.NaN), "speed"));
  }

  @ParameterizedTest
  @MethodSource("badPlanClasses")
  void aPlanClassOutsideItsBoundsIsRefused(PlanClassRule bad, String saying) {
    planClass = bad;
    refused(saying);
  }

  private static App app(AppPolicy policy) {
    return new App(1, "app", 1, "bitwise", Map.of(), "merge", Map.of(), policy);
  }

  private AppVersion check() {
    return manifests.check(
        1,
        app,
        new Manifest(version, platform, main, arguments, files, outputs, limits, planClass, null),
        sent);
  }

  private void refused(String saying) {
    Refused refused = assertRefused(Reason.MALFORMED, this::check);
    assertThat(refused).hasMessageContaining(saying);
  }

  private StoredFile stored(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    StoredFile file = new StoredFile(TestGrid.sha256(bytes), bytes.length);
    try {
      Path path = folder.resolve(file.sha256().substring(0, 2)).resolve(file.sha256());
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    } catch (IOException failure) {
      throw new IllegalStateException(Arrays.toString(bytes), failure);
    }
    return file;
  }
}
