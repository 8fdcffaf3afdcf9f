package org.idlewild.scheduler.plugin;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs scripts as children of the server, with the server's rights and an empty environment. */
@Singleton
final class PlainScripts implements ScriptRunner {
  private static final Logger LOG = System.getLogger(PlainScripts.class.getName());
  private static final int COMPLAINT = 1000;

  @Override
  public int run(List<String> command, List<Path> inputs, OutputStream out, Duration limit)
      throws IOException {
    // Files and not pipes: a thread that reads a pipe cannot be interrupted.
    Path output = Files.createTempFile("idlewild-script-", ".out");
    Path errors = Files.createTempFile("idlewild-script-", ".err");
    try {
      int status = finish(start(command, inputs, output, errors), limit);
      if (status != 0) {
        LOG.log(Level.INFO, "{0} exited with {1}: {2}", command.get(0), status, complaint(errors));
      }
      Files.copy(output, out);
      return status;
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private static Process start(List<String> command, List<Path> inputs, Path output, Path errors)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    inputs.forEach(input -> all.add(input.toString()));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static int finish(Process process, Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new IOException("the script took longer than " + limit);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the script was stopped");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String complaint(Path errors) throws IOException {
    try (var in = Files.newInputStream(errors)) {
      return new String(in.readNBytes(COMPLAINT), StandardCharsets.UTF_8)
          .replaceAll("\\p{Cntrl}", " ");
    }
  }
}
