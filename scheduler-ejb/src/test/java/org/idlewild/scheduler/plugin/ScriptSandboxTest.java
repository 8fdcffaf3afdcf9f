package org.idlewild.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.idlewild.scheduler.settings.PluginSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptSandboxTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int RUNS = 120;

  @TempDir Path data;

  @Test
  void whatIsPrintedComesWholeHoweverBusyTheMachineIs() throws Exception {
    Path script = script("echo one");
    ScriptSandbox sandbox = sandbox();
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> printed = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        printed.add(many.submit(() -> printed(sandbox, script, LIMIT)));
      }
      for (Future<String> each : printed) {
        assertThat(each.get()).isEqualTo("one\n");
      }
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void whatCannotBeWrittenDownIsNotTaken() throws IOException {
    Path script = script("echo one");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatIOException()
        .isThrownBy(() -> sandbox().run(List.of(script.toString()), List.of(), full, LIMIT))
        .withMessage("what the script printed was not taken");
  }

  private static String printed(ScriptSandbox sandbox, Path script, Duration limit)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sandbox.run(List.of(script.toString()), List.of(), out, limit);
    return out.toString(StandardCharsets.UTF_8);
  }

  private ScriptSandbox sandbox() {
    return new ScriptSandbox(
        new PluginSettings(data.resolve("plugins"), data.resolve("running"), false));
  }

  private Path script(String text) throws IOException {
    Path script = Files.writeString(data.resolve("script"), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
