package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code idlewild demo boinc}, and somebody who does what it says. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BoincDemoIT {
  @Test
  void whoAttachesAClientAsItSaysSeesTheAnswer() throws Exception {
    Process demo =
        Launcher.start(
            "demo",
            "boinc",
            "--workunits",
            "3",
            "--data",
            Launcher.newFolder("demo-boinc-").toString());
    List<String> said = new CopyOnWriteArrayList<>();
    Thread reader = new Thread(() -> read(demo, said), "what the demonstration says");
    reader.start();
    try (BoincClient client = BoincClient.start(Launcher.newFolder("demo-boinc-client-"))) {
      SmallGrid.await("an account key", () -> !after("account key: ", said).isEmpty());
      client.attach(after("project URL: ", said), after("account key: ", said));

      SmallGrid.await("the answer", () -> !after("Longest chain: ", said).isEmpty());
      assertThat(after("Longest chain: ", said)).isEqualTo("1117065 528");
      assertThat(client.complaints()).isEmpty();
    } finally {
      demo.destroy();
      assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static String after(String words, List<String> said) {
    return said.stream()
        .filter(line -> line.contains(words))
        .map(line -> line.substring(line.indexOf(words) + words.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static void read(Process demo, List<String> said) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
