package org.idlewild.scheduler.plugin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.idlewild.scheduler.settings.PluginSettings;

/**
 * Runs scripts under bubblewrap: without a network, in namespaces of their own, with a read-only
 * system, a temporary folder that nobody else sees, and limits on memory, processor time and what
 * they write. Where there is no bubblewrap they do not run, unless a setting says so; the limits
 * hold even then.
 */
@Singleton
public class ScriptSandbox implements ScriptRunner {
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final long MEMORY = 1L << 30;
  private static final long WRITTEN = 64L << 20;
  private static final int PRINTED = 1 << 20;
  private static final int REASON = 300;

  /**
   * Adds 100 to the status of the script, so that a sandbox that fails, with a status of its own,
   * never looks like a script that answers.
   */
  private static final String MARKED = "\"$@\"; s=$?; [ $s -lt 99 ] || s=99; exit $((s + 100))";

  private static final int MARK = 100;

  private final boolean sandboxed;
  private final boolean allowed;

  @Inject
  public ScriptSandbox(PluginSettings settings) {
    this(settings.unsandboxedScripts(), isOnPath("bwrap"));
  }

  ScriptSandbox(boolean unsandboxed, boolean bubblewrap) {
    sandboxed = bubblewrap;
    allowed = bubblewrap || unsandboxed;
  }

  private static boolean isOnPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(PATH)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public int run(List<String> command, List<Path> inputs, OutputStream out, Duration limit)
      throws IOException, InterruptedException {
    if (!allowed) {
      throw new IOException(
          "scripts need bubblewrap, or idlewild.plugins.unsandboxed-scripts, to run");
    }
    Path errors = Files.createTempFile("idlewild-script", ".err");
    try {
      return status(start(command, inputs, limit, errors), out, limit, errors);
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private Process start(List<String> command, List<Path> inputs, Duration limit, Path errors)
      throws IOException {
    List<String> whole = new ArrayList<>();
    if (sandboxed) {
      whole.addAll(sandbox(Path.of(command.get(0)), inputs));
    }
    whole.addAll(List.of("prlimit", "--as=" + MEMORY, "--fsize=" + WRITTEN, "--core=0"));
    whole.add("--cpu=" + Math.max(1, limit.toSeconds()));
    whole.addAll(List.of("/bin/sh", "-c", MARKED, "script"));
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(new File("/"))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private static List<String> sandbox(Path program, List<Path> inputs) {
    List<String> sandbox =
        new ArrayList<>(List.of("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent"));
    sandbox.addAll(List.of("--new-session", "--cap-drop", "ALL", "--hostname", "idlewild"));
    sandbox.addAll(List.of("--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"));
    for (String top : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
      sandbox.addAll(List.of("--ro-bind-try", "/" + top, "/" + top));
    }
    for (String needed : List.of("/etc/alternatives", "/etc/ld.so.cache")) {
      sandbox.addAll(List.of("--ro-bind-try", needed, needed));
    }
    sandbox.addAll(List.of("--size", Long.toString(WRITTEN), "--tmpfs", "/tmp"));
    show(sandbox, program);
    inputs.forEach(input -> show(sandbox, input));
    sandbox.addAll(List.of("--remount-ro", "/", "--setenv", "HOME", "/tmp", "--chdir", "/tmp"));
    sandbox.add("--");
    return sandbox;
  }

  private static void show(List<String> sandbox, Path path) {
    sandbox.addAll(List.of("--ro-bind", path.toString(), path.toString()));
  }

  private static int status(Process process, OutputStream out, Duration limit, Path errors)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    FutureTask<Void> printed = new FutureTask<>(() -> copy(process.getInputStream(), out), null);
    reader(printed);
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the script took longer than " + limit);
      }
      // Only then may the process be destroyed: that closes what it printed, read or not.
      await(printed, Math.max(0, end - System.nanoTime()), limit);
      int status = process.exitValue();
      if (status < MARK || status > MARK + 99) {
        throw new IOException("the script's sandbox failed: " + reason(errors));
      }
      return status - MARK;
    } finally {
      end(process);
    }
  }

  private static void await(FutureTask<Void> printed, long nanos, Duration limit)
      throws IOException, InterruptedException {
    try {
      printed.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException open) {
      throw new IOException(
          "the script left something running that held its output longer than " + limit, open);
    } catch (ExecutionException failed) {
      throw new IOException("what the script printed was not taken", failed.getCause());
    }
  }

  /** Whatever it has running outside a sandbox goes with it; inside, the kernel sees to that. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void reader(Runnable copying) {
    Thread reader = new Thread(copying, "idlewild-script-out");
    reader.setDaemon(true);
    reader.start();
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      to.write(from.readNBytes(PRINTED));
      from.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String reason(Path errors) throws IOException {
    try (InputStream in = Files.newInputStream(errors)) {
      return new String(in.readNBytes(REASON), StandardCharsets.UTF_8).strip();
    }
  }
}
