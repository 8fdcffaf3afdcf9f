package org.idlewild.scheduler.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.idlewild.work.Delays;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void theseAreTheKeysAndWhatTheyAreWhenNobodySetsThem() {
    assertThat(Settings.DEFAULTS)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("idlewild.data", "idlewild-data"),
                Map.entry("idlewild.node", ""),
                Map.entry("idlewild.files.folder", ""),
                Map.entry("idlewild.files.max-upload-bytes", "4294967296"),
                Map.entry("idlewild.files.delete-delay", "PT0S"),
                Map.entry("idlewild.workunits.hold-limit", "P7D"),
                Map.entry("idlewild.batches.every-host-window", "P7D"),
                Map.entry("idlewild.batches.arrival-patience", "PT1H"),
                Map.entry("idlewild.batches.most-arriving", "4"),
                Map.entry("idlewild.batches.most-workunits", "10000000"),
                Map.entry("idlewild.workunits.failing-hosts", "3"),
                Map.entry("idlewild.hosts.failures", "3"),
                Map.entry("idlewild.hosts.back-off", "PT1H"),
                Map.entry("idlewild.hosts.longest-back-off", "P1D"),
                Map.entry("idlewild.hosts.reliable-turnaround", "P1D"),
                Map.entry("idlewild.hosts.reliable-error-percent", "5"),
                Map.entry("idlewild.dispatch.retry-patience", "PT5M"),
                Map.entry("idlewild.dispatch.retry-deadline-percent", "50"),
                Map.entry("idlewild.dispatch.locality-patience", "PT5M"),
                Map.entry("idlewild.results.one-per-user", "true"),
                Map.entry("idlewild.plugins.time-limit", "PT5M"),
                Map.entry("idlewild.plugins.folder", ""),
                Map.entry("idlewild.plugins.unsandboxed-scripts", "false"),
                Map.entry("idlewild.purge.after", "P30D"),
                Map.entry("idlewild.assimilation.folder", ""),
                Map.entry("idlewild.assimilation.combine-limit", "PT1H"),
                Map.entry("idlewild.dispatch.buffer", "1000"),
                Map.entry("idlewild.dispatch.max-tasks-per-host", "200"),
                Map.entry("idlewild.dispatch.next-contact", "PT30S"),
                Map.entry("idlewild.trickles.per-result", "100"),
                Map.entry("idlewild.checkpoints.interval", "PT10M"),
                Map.entry("idlewild.passes.interval", "PT5S"),
                Map.entry("idlewild.passes.limit", "200"),
                Map.entry("idlewild.access.enrolment-lifetime", "PT24H"),
                Map.entry("idlewild.access.session-lifetime", "PT1H"),
                Map.entry("idlewild.access.challenge-lifetime", "PT1M"),
                Map.entry("idlewild.boinc.keys", ""),
                Map.entry("idlewild.boinc.address", ""),
                Map.entry("idlewild.boinc.name", "Idlewild"),
                Map.entry("idlewild.boinc.open-accounts", "false"),
                Map.entry("idlewild.boinc.statistics", "false")));
  }

  @Test
  void theDefaultsAreValid() {
    Settings settings = new Settings(key -> null);
    Path data = Path.of("idlewild-data").toAbsolutePath();

    assertThat(settings.files()).isEqualTo(new FileSettings(data.resolve("files"), 4294967296L));
    assertThat(settings.lifecycle())
        .isEqualTo(
            new LifecycleSettings(
                new Delays(Duration.ZERO, Duration.ofDays(7)), true, Duration.ofMinutes(5)));
    assertThat(settings.plugins())
        .isEqualTo(
            new PluginSettings(data.resolve("plugins"), data.resolve("plugins-running"), false));
    assertThat(settings.batches())
        .isEqualTo(new BatchSettings(Duration.ofDays(7), Duration.ofHours(1), 4, 10_000_000));
    assertThat(settings.archive())
        .isEqualTo(new ArchiveSettings(Duration.ofDays(30), data.resolve("archive")));
    assertThat(settings.assimilation())
        .isEqualTo(new AssimilationSettings(Optional.empty(), Duration.ofHours(1)));
    assertThat(settings.dispatch())
        .isEqualTo(
            new DispatchSettings(
                1000,
                200,
                Duration.ofSeconds(30),
                100,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10)));
    assertThat(settings.standing())
        .isEqualTo(
            new StandingSettings(
                new HostRecord.Rules(3, Duration.ofHours(1), Duration.ofDays(1)),
                3,
                new Trust.Rules(Duration.ofDays(1), 0.05, Duration.ofMinutes(5), 0.5)));
    assertThat(settings.daemons())
        .isEqualTo(new DaemonSettings(Duration.ofSeconds(5), 200, settings.daemons().node()));
    assertThat(settings.access())
        .isEqualTo(
            new AccessSettings(
                data, Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1)));
    assertThat(settings.clients())
        .isEqualTo(
            new ClientSettings(data.resolve("boinc"), Optional.empty(), "Idlewild", false, false));
  }

  @Test
  void pluginsMayLieElsewhere() {
    assertThat(new Settings(only("idlewild.plugins.folder", "/srv/plugins")).plugins().folder())
        .isEqualTo(Path.of("/srv/plugins"));
  }

  @Test
  void everyKeyIsReadAndNoOther() {
    Set<String> read = new TreeSet<>();
    readAll(
        new Settings(
            key -> {
              read.add(key);
              return null;
            }));

    assertThat(read).isEqualTo(Settings.DEFAULTS.keySet());
  }

  @Test
  void spacesRoundAValueDoNotMatter() {
    assertThat(new Settings(only("idlewild.passes.limit", " 7 ")).daemons().limit()).isEqualTo(7);
  }

  @Test
  void aNodeThatNobodyNamedIsNamedAfterItsMachineAndItsProcess() {
    String end = "-" + ProcessHandle.current().pid();

    assertThat(new Settings(key -> null).daemons().node())
        .endsWith(end)
        .hasSizeGreaterThan(end.length());
    assertThat(new Settings(only("idlewild.node", "left")).daemons().node()).isEqualTo("left");
  }

  @Test
  void theFilesOfSeveralNodesLieWhereTheyAreTold() {
    assertThat(new Settings(only("idlewild.files.folder", "/shared/files")).files().folder())
        .isEqualTo(Path.of("/shared/files"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "idlewild.data, ''",
    "idlewild.node, two words",
    "idlewild.node, twenty-four-letters-here",
    "idlewild.files.max-upload-bytes, 0",
    "idlewild.files.max-upload-bytes, 4 GiB",
    "idlewild.files.delete-delay, 5s",
    "idlewild.files.delete-delay, PT-1S",
    "idlewild.files.delete-delay, P99999999999D",
    "idlewild.workunits.hold-limit, PT0S",
    "idlewild.batches.every-host-window, 7 days",
    "idlewild.batches.every-host-window, PT0S",
    "idlewild.batches.arrival-patience, PT0S",
    "idlewild.batches.most-arriving, 0",
    "idlewild.batches.most-workunits, 0",
    "idlewild.results.one-per-user, yes",
    "idlewild.plugins.time-limit, PT0S",
    "idlewild.plugins.time-limit, PT-5M",
    "idlewild.plugins.unsandboxed-scripts, 1",
    "idlewild.purge.after, a month",
    "idlewild.purge.after, P-1D",
    "idlewild.assimilation.combine-limit, PT0S",
    "idlewild.dispatch.buffer, 0",
    "idlewild.dispatch.buffer, 100001",
    "idlewild.dispatch.max-tasks-per-host, 0",
    "idlewild.dispatch.max-tasks-per-host, 1001",
    "idlewild.dispatch.next-contact, 30",
    "idlewild.dispatch.next-contact, PT0S",
    "idlewild.passes.interval, ''",
    "idlewild.passes.interval, PT0S",
    "idlewild.passes.interval, PT-5S",
    "idlewild.passes.limit, 0",
    "idlewild.passes.limit, 10001",
    "idlewild.passes.limit, 99999999999999999999",
    "idlewild.access.enrolment-lifetime, a day",
    "idlewild.access.enrolment-lifetime, PT0S",
    "idlewild.access.session-lifetime, PT-1H",
    "idlewild.access.challenge-lifetime, PT0S"
  })
  void aBadValueIsRefusedInASentenceThatNamesItsKey(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> readAll(new Settings(only(key, value))))
        .withMessageStartingWith("the setting " + key + " must be ")
        .withMessageEndingWith(", not '" + value + "'");
  }

  private static Function<String, String> only(String key, String value) {
    return asked -> asked.equals(key) ? value : null;
  }

  private static void readAll(Settings settings) {
    assertThat(settings.files()).isNotNull();
    assertThat(settings.lifecycle()).isNotNull();
    assertThat(settings.plugins()).isNotNull();
    assertThat(settings.batches()).isNotNull();
    assertThat(settings.archive()).isNotNull();
    assertThat(settings.assimilation()).isNotNull();
    assertThat(settings.dispatch()).isNotNull();
    assertThat(settings.standing()).isNotNull();
    assertThat(settings.daemons()).isNotNull();
    assertThat(settings.access()).isNotNull();
    assertThat(settings.clients()).isNotNull();
  }
}
