package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.evm.Cause;
import org.idlewild.agent.evm.Ended;
import org.idlewild.agent.evm.EvmRun;
import org.idlewild.agent.evm.Host;
import org.idlewild.agent.evm.Order;
import org.idlewild.agent.evm.Outputs;
import org.idlewild.agent.evm.Rule;
import org.idlewild.agent.evm.Shim;
import org.idlewild.agent.evm.TamperedFile;
import org.idlewild.agent.files.Folders;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.Wrap;
import org.idlewild.wrapper.WrapRefused;

/** One run of a Windows program by hand: wrapped on the way, its files brought here after it. */
final class HandRun {
  private static final int STATUS_MASK = 0xff;

  private final Surroundings surroundings;
  private final EvmOptions options;
  private boolean leftAlone;

  HandRun(Surroundings surroundings, EvmOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  Ended of(List<String> command, Outputs outputs) throws IOException, InterruptedException {
    Shim shim = Shim.below(surroundings.home());
    Host.missing(shim)
        .ifPresent(
            missing -> {
              throw CommandFailed.failed("%s", missing);
            });
    sayWhatIsOpen();
    Path folder = Files.createTempDirectory("idlewild-evm");
    try {
      Order order = order(command, folder.resolve("wrapped"), shim);
      EvmRun run = EvmRun.start(Host.of(shim), folder.resolve("task"), order, outputs);
      return await(run, order, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private void sayWhatIsOpen() throws IOException {
    Optional<String> unboxed = Host.unboxed();
    unboxed.ifPresent(surroundings::say);
    if (unboxed.isEmpty() && options.policy().hasNetwork()) {
      surroundings.say(
          "The policy grants addresses: a program that calls Linux directly reaches all of this"
              + " machine's network.");
    }
  }

  private Order order(List<String> command, Path wrapped, Shim shim) throws IOException {
    Path program = Path.of(command.get(0));
    List<Path> originals = new ArrayList<>(List.of(program));
    originals.addAll(options.companions());
    Signature signature = options.stripSignature() ? Signature.STRIP : Signature.REFUSE;
    Map<String, Path> programs = new HashMap<>();
    try {
      new Wrap(signature, shim.libraries(), Seal.sum())
          .files(originals, wrapped)
          .keySet()
          .forEach(name -> programs.put(name, wrapped.resolve(name)));
    } catch (WrapRefused e) {
      throw CommandFailed.failed("%s", e.getMessage());
    }
    List<String> words = new ArrayList<>(command);
    words.set(0, program.getFileName().toString());
    return new Order(programs, words, options.inputs(), options.policy(), options.limits());
  }

  private Ended await(EvmRun run, Order order, Path folder)
      throws IOException, InterruptedException {
    Thread hook = new Thread(run::kill, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Ended ended = run.awaiting().get();
      Runtime.getRuntime().removeShutdownHook(hook);
      bring(run, order, Files.createDirectory(folder.resolve("taken")));
      return ended;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      run.remove();
    }
  }

  /** What the program changed or made; a file of that name that is here already stays. */
  private void bring(EvmRun run, Order order, Path taken) throws IOException {
    String work = order.policy().values(Rule.WORK).get(0);
    Path here = Files.createDirectories(options.root().toAbsolutePath());
    try {
      for (String name : run.stock().take(work, taken)) {
        Path file = taken.resolve(name);
        Path input = order.inputs().get(work + "\\" + name.replace('/', '\\'));
        if (input == null || Files.mismatch(input, file) >= 0) {
          place(file, here.resolve(name));
        }
      }
    } catch (TamperedFile e) {
      throw CommandFailed.failed("%s", e.getMessage());
    }
  }

  private void place(Path file, Path to) throws IOException {
    if (Files.exists(to) && Files.mismatch(file, to) < 0) {
      return;
    }
    if (Files.exists(to)) {
      leftAlone = true;
      surroundings.say(to + " is here already and stays as it is; --root takes another folder.");
      return;
    }
    Files.createDirectories(to.getParent());
    Files.move(file, to);
  }

  /** The program's own, as far as eight bits tell it. */
  int status(Ended ended) {
    if (ended.cause() == Cause.DONE) {
      return leftAlone ? 1 : 0;
    }
    if (ended.cause() == Cause.FAILED) {
      int low = ended.report().exit().orElse(1) & STATUS_MASK;
      int code = ended.report().exit().orElse(1);
      if (code != low) {
        surroundings.say(ended.sentence());
      }
      return low == 0 ? 1 : low;
    }
    surroundings.say(ended.sentence());
    return 1;
  }
}
