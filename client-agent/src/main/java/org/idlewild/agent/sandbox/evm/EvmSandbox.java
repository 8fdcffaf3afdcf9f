package org.idlewild.agent.sandbox.evm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.agent.evm.EvmRun;
import org.idlewild.agent.evm.FileCipher;
import org.idlewild.agent.evm.Host;
import org.idlewild.agent.evm.InvalidPolicy;
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
import org.idlewild.wrapper.Signature;

/** Runs Windows programs under Wine. */
public final class EvmSandbox implements Sandbox {
  /** Set to {@code no} by an owner who wants no Windows programs on the machine. */
  private static final String SETTING = "idlewild.windows";

  /** Set to {@code yes} by an owner who lets Windows programs connect to what they ask for. */
  private static final String NETWORK = "idlewild.windows.net";

  private static final String NETWORK_FEATURE = "windows-net";
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
    return platform == Platform.WINDOWS_X86_64
        || (platform == Platform.WINDOWS_X86 && host.runs32());
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
      return swept();
    }
    return missing;
  }

  private Optional<String> swept() {
    try {
      wrapped.sweep();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("What an earlier agent left cannot be removed: " + e.getMessage());
    }
  }

  @Override
  public Running start(Program program) throws IOException {
    Path folder = program.work().resolveSibling("evm");
    Folders.delete(folder);
    Tailed err = new Tailed();
    Policy policy = policy(program);
    Order order = order(program, policy);
    EvmRun run = EvmRun.start(host, folder, order, new Outputs(stdout(program), err));
    return new EvmRunning(
        run, err, isShared(policy) ? Optional.empty() : Optional.of(program.work()));
  }

  @Override
  public List<String> features() {
    return allowsNetwork() ? List.of(NETWORK_FEATURE) : List.of();
  }

  private static boolean allowsNetwork() {
    return System.getProperty(NETWORK, "").equals("yes");
  }

  /** What the application asks for, as far as this machine's owner allows it. */
  private static Policy policy(Program program) throws IOException {
    String threads = Integer.toString(program.limits().processes());
    try {
      Policy policy = Policy.usual().with(Rule.THREADS, threads).with(program.terms().policy());
      if (policy.hasNetwork() && !allowsNetwork()) {
        throw new IOException("This machine's owner lets no Windows program connect to anything.");
      }
      return policy;
    } catch (InvalidPolicy e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Files in the clear need not be copied. */
  private static boolean isShared(Policy policy) {
    return policy.cipher() == FileCipher.NONE;
  }

  private Order order(Program program, Policy policy) throws IOException {
    Map<String, Path> files = new HashMap<>();
    program.files().forEach(file -> files.put(file.name(), file.file()));
    WrappedPrograms.Found found =
        wrapped.of(
            program.command().main(),
            files,
            program.terms().stripSignature() ? Signature.STRIP : Signature.REFUSE);
    Map<String, Path> inputs = new HashMap<>();
    // What is no program lies beside the programs, where its author expects it.
    found.others().forEach((name, file) -> inputs.put(Order.APP + "\\" + name, file));
    if (isShared(policy)) {
      inputs.put(WORK, program.work());
    } else {
      inputs.putAll(copies(program.work()));
    }
    List<String> command = new ArrayList<>(List.of(program.command().main()));
    command.addAll(program.command().arguments());
    return new Order(found.programs(), command, inputs, policy, program.limits());
  }

  private static Map<String, Path> copies(Path work) throws IOException {
    try (Stream<Path> all = Files.walk(work)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .collect(
              Collectors.toMap(
                  file -> WORK + "\\" + work.relativize(file).toString().replace('/', '\\'),
                  Function.identity()));
    }
  }

  private static OutputStream stdout(Program program) throws IOException {
    if (program.stdout().isEmpty()) {
      return OutputStream.nullOutputStream();
    }
    Program.Capture capture = program.stdout().get();
    return new Bounded(Files.newOutputStream(capture.file()), capture.maxBytes());
  }
}
