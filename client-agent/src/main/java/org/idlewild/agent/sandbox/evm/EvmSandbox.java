package org.idlewild.agent.sandbox.evm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.agent.evm.EvmRun;
import org.idlewild.agent.evm.Host;
import org.idlewild.agent.evm.Order;
import org.idlewild.agent.evm.Outputs;
import org.idlewild.agent.evm.Policy;
import org.idlewild.agent.evm.Rule;
import org.idlewild.agent.evm.Shim;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.sandbox.Sandbox;

/** Runs Windows programs under Wine. */
public final class EvmSandbox implements Sandbox {
  /** Set to {@code no} by an owner who wants no Windows programs on the machine. */
  private static final String SETTING = "idlewild.windows";

  private static final int PRIORITY = 40;
  private static final String WORK = "C:\\work";

  private Host host;
  private WrappedPrograms wrapped;

  @Override
  public String name() {
    return "evm";
  }

  @Override
  public boolean confines() {
    return true;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public boolean runs(Platform platform) {
    return platform == Platform.WINDOWS_X86_64;
  }

  @Override
  public Optional<String> prepare(Path data) {
    if (System.getProperty(SETTING, "").equals("no")) {
      return Optional.of("Windows programs are switched off.");
    }
    Shim shim = Shim.below(Path.of(System.getProperty("idlewild.home", "")).toAbsolutePath());
    Optional<String> missing =
        Host.missing(shim)
            .or(() -> Host.unboxed().map(no -> "Windows programs need bubblewrap and socat."));
    if (missing.isEmpty()) {
      host = Host.of(shim);
      wrapped = new WrappedPrograms(data.resolve("wrapped"), shim);
    }
    return missing;
  }

  @Override
  public Running start(Program program) throws IOException {
    Path folder = program.work().resolveSibling("evm");
    Folders.delete(folder);
    Tailed err = new Tailed();
    EvmRun run = EvmRun.start(host, folder, order(program), new Outputs(stdout(program), err));
    return new EvmRunning(run, err);
  }

  private Order order(Program program) throws IOException {
    Map<String, Path> files = new HashMap<>();
    program.files().forEach(file -> files.put(file.name(), file.file()));
    WrappedPrograms.Found found = wrapped.of(program.command().main(), files);
    Map<String, Path> inputs = new HashMap<>();
    // What is no program lies beside the programs, where its author expects it.
    found.others().forEach((name, file) -> inputs.put(Order.APP + "\\" + name, file));
    inputs.put(WORK, program.work());
    List<String> command = new ArrayList<>(List.of(program.command().main()));
    command.addAll(program.command().arguments());
    Policy policy =
        Policy.usual().with(Rule.THREADS, Integer.toString(program.limits().processes()));
    return new Order(found.programs(), command, inputs, policy, program.limits());
  }

  private static OutputStream stdout(Program program) throws IOException {
    if (program.stdout().isEmpty()) {
      return OutputStream.nullOutputStream();
    }
    Program.Capture capture = program.stdout().get();
    return new Bounded(Files.newOutputStream(capture.file()), capture.maxBytes());
  }
}
