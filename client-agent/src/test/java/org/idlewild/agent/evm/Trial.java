package org.idlewild.agent.evm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Spawner;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.Wrap;
import org.idlewild.wrapper.WrapRefused;

/** Runs programs of C, compiled and wrapped here, in the virtual machine. */
final class Trial {
  private static final long MINUTES = 3;

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, Path> inputs = new HashMap<>();
  private Policy policy = Policy.usual();
  private Limits limits =
      new Limits(1L << 30, Duration.ofSeconds(60), Duration.ofMinutes(2), 64, 1L << 28);
  private EvmTask.Preparation last = root -> {};
  private Host host = Host.of(Windows.shim());
  private EvmRun run;

  Trial(Path folder) {
    this.folder = folder;
  }

  Trial policy(String text) throws InvalidPolicy {
    policy = policy.with(text);
    return this;
  }

  /**
   * Without bubblewrap, so that what holds is the virtual machine's doing and Wine's end is seen.
   */
  Trial bare() {
    Host found = host;
    host = new Host(found.wine(), found.shim(), false, found.spawner(), found.watches());
    return this;
  }

  /** With a command of its own around all that is started, in processes of its own. */
  Trial around(List<String> command) {
    Host found = host;
    host =
        new Host(
            found.wine(),
            found.shim(),
            found.boxed(),
            around(found.spawner(), command),
            found.watches());
    return this;
  }

  private static Spawner around(Spawner spawner, List<String> before) {
    return new Spawner() {
      @Override
      public Process start(ProcessBuilder builder) throws IOException {
        if (!builder.command().get(0).equals("setsid")) {
          return spawner.start(builder);
        }
        // The agent is told from other processes by its number, which is 1 in there.
        String agent = Long.toString(ProcessHandle.current().pid());
        List<String> command = new ArrayList<>(before);
        builder.command().forEach(word -> command.add(word.equals(agent) ? "1" : word));
        return spawner.start(builder.command(command));
      }
    };
  }

  Trial limits(Limits other) {
    limits = other;
    return this;
  }

  Trial input(String path, String text) throws IOException {
    inputs.put(path, Files.writeString(folder.resolve("input-" + inputs.size()), text));
    return this;
  }

  /** Does something to the files that are in place, before the program starts. */
  Trial last(EvmTask.Preparation other) {
    last = other;
    return this;
  }

  Trial input(String path, Path file) {
    inputs.put(path, file);
    return this;
  }

  /** Compiles and wraps a program. */
  static Map<String, Path> wrapped(Path folder, String... lines) {
    try {
      Path program = Windows.compile(folder.resolve("p.exe"), lines);
      return wrap(folder.resolve("wrapped"), List.of(program));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Wraps programs. */
  static Map<String, Path> wrap(Path out, List<Path> programs) {
    return wrap(out, programs, Signature.REFUSE);
  }

  static Map<String, Path> wrap(Path out, List<Path> programs, Signature signature) {
    try {
      Wrap wrap = new Wrap(signature, Windows.shim().libraries(), Seal.sum());
      Map<String, Path> wrapped = new HashMap<>();
      wrap.files(programs, out).keySet().forEach(name -> wrapped.put(name, out.resolve(name)));
      return wrapped;
    } catch (IOException | WrapRefused e) {
      throw new IllegalStateException(e);
    }
  }

  EvmRun start(Map<String, Path> programs, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    Order order = new Order(programs, words, inputs, policy, limits);
    run = EvmRun.start(host, task(), order, new Outputs(out, err), last);
    return run;
  }

  /** Compiles, wraps and runs a program to its end. */
  Ended run(String... lines) throws Exception {
    start(wrapped(folder, lines), "p.exe");
    return await();
  }

  Ended await() throws Exception {
    return run.awaiting().get(MINUTES, TimeUnit.MINUTES);
  }

  Path task() {
    return folder.resolve("task");
  }

  Stock stock() {
    return run.stock();
  }

  void remove() throws IOException {
    run.remove();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8).replace("\r", "");
  }
}
