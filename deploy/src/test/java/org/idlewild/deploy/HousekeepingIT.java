package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.agent.cli.local.JavaCommand;
import org.idlewild.agent.cli.local.Ports;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import org.idlewild.mariadb.MariaDb;
import org.idlewild.validator.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.support.ui.FluentWait;

/** What an operator does with the folders of a server that runs, on MariaDB. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HousekeepingIT {
  private static final Path DATA = Launcher.newFolder("housekeeping-");

  private static ServerProcess server;
  private static ConsoleGrid operator;

  @BeforeAll
  static void aServerThatArchivesAtOnce() throws IOException {
    MariaDb database = MariaDb.start(JavaCommand.home(), DATA.resolve("mariadb"));
    ServerSettings settings =
        new ServerSettings(
            ServerSettings.serverBelow(JavaCommand.home()),
            DATA.resolve("server"),
            "127.0.0.1",
            Ports.free(),
            Ports.free(),
            Map.of(
                "idlewild.purge.after", "PT1S",
                "idlewild.dispatch.next-contact", "PT1S",
                "idlewild.db.driver", "mysql",
                "idlewild.db.url", database.url(),
                "idlewild.db.user", MariaDb.USER));
    server = ServerProcess.start(settings);
    server.awaitReady(Duration.ofMinutes(5), Clock.systemUTC(), Pause.REAL, waited -> {});
    String token = Files.readString(settings.data().resolve("operator.token")).strip();
    operator = new ConsoleGrid(URI.create(settings.address() + "/"), token);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void aPlugInIsUsedWithoutARestart() throws Exception {
    drop(SameLength.class);
    await("the plug-in is found", () -> plugin().path("state").asText().equals("ON"));

    operator.app("plugged", SameLength.NAME);
    long batch = operator.batch("plugged", "plugged", 3, 2);
    compute(batch);

    assertThat(plugin().path("calls").asLong()).as("%s", plugin()).isPositive();
  }

  @Test
  void anEndedBatchGoesToTheArchiveAndIsFoundThere() throws Exception {
    operator.app("archived");
    long batch = operator.batch("archived", "archived", 3, 2);
    compute(batch);
    Path archive = DATA.resolve("server/archive");

    await(
        "the batch is archived",
        () -> Files.exists(archive.resolve("batch-" + batch + ".ndjson.gz")));

    Launcher.Ended search =
        Launcher.run("archive", "search", "--batch", "" + batch, "--folder", archive.toString());
    assertThat(search.status()).as(search.text()).isZero();
    assertThat(search.text()).hasLineCount(3);
    await("its workunits leave the database", () -> workunits(batch).statusCode() == 410);
    assertThat(operator.get("batches/" + batch).path("progress").path("done").asInt()).isEqualTo(3);
  }

  private void compute(long batch) throws Exception {
    ConsoleHost one = new ConsoleHost(operator, "one of batch " + batch);
    ConsoleGrid volunteer = operator.as(operator.user("volunteer " + batch, "VOLUNTEER"));
    ConsoleHost other = new ConsoleHost(volunteer, "other of batch " + batch);
    one.workUntil(
        () -> {
          other.poll();
          return operator.get("batches/" + batch).path("state").asText().equals("COMPLETE");
        });
  }

  private static HttpResponse<String> workunits(long batch) {
    return new ApiClient(operator.server(), operator.token())
        .get("batches/" + batch + "/workunits");
  }

  private static JsonNode plugin() {
    for (JsonNode each : operator.get("plugins")) {
      if (each.path("name").asText().equals(SameLength.NAME)) {
        return each;
      }
    }
    return ConsoleGrid.JSON.missingNode();
  }

  /** As an operator moves it there: all of it at once. */
  private static void drop(Class<? extends Validator<?>> validator) throws IOException {
    Path jar = DATA.resolve("made.jar");
    String file = validator.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream compiled = validator.getClassLoader().getResourceAsStream(file)) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + Validator.class.getName()));
      out.write(validator.getName().getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry(file));
      compiled.transferTo(out);
    }
    Path folder = Files.createDirectories(DATA.resolve("server/plugins"));
    Files.move(jar, folder.resolve("made.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void await(String what, BooleanSupplier done) {
    new FluentWait<>(what)
        .withTimeout(Duration.ofMinutes(2))
        .pollingEvery(Duration.ofMillis(200))
        .withMessage(what)
        .until(waited -> done.getAsBoolean());
  }
}
