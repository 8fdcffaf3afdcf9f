package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.evm.FileCipher;
import org.idlewild.agent.evm.InvalidPolicy;
import org.idlewild.agent.evm.Policy;
import org.idlewild.agent.evm.Rule;
import org.idlewild.agent.sandbox.Limits;
import picocli.CommandLine.Option;

/** What a Windows program is given when it is run by hand. */
final class EvmOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "lines such as 'read C:\\data', added to the usual policy")
  private Path policy;

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description = "where the files that it leaves in C:\\work go; else here")
  private Path root = Path.of("");

  @Option(
      names = "--in",
      paramLabel = "FILE=PATH",
      description = "a file that it finds at a path such as C:\\work\\in.txt; may be repeated")
  private List<String> inputs = List.of();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = "a library or a further program that it needs; may be repeated")
  private List<Path> companions = List.of();

  @Option(
      names = "--cipher",
      paramLabel = "none|3des|aes",
      description = "how its files lie on disk while it runs; else as the policy says, or none")
  private String cipher;

  @Option(
      names = "--strip-signature",
      description = "cuts signatures out of the programs; else signed ones are refused")
  private boolean stripSignature;

  @Option(
      names = "--memory",
      paramLabel = "BYTES",
      defaultValue = "2147483648",
      description = "the memory that it may use; else 2 GiB")
  private long memory;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "86400",
      description = "how long it may run, and how much processor time it may use; else a day")
  private long seconds;

  @Option(
      names = "--disk",
      paramLabel = "BYTES",
      defaultValue = "10737418240",
      description = "how much it may write; else 10 GiB")
  private long disk;

  Path root() {
    return root;
  }

  List<Path> companions() {
    return companions;
  }

  boolean stripSignature() {
    return stripSignature;
  }

  Limits limits() {
    if (memory <= 0 || seconds <= 0 || disk <= 0) {
      throw CommandFailed.usage("--memory, --seconds and --disk are expected to be 1 or more.");
    }
    Duration time = Duration.ofSeconds(seconds);
    return new Limits(memory, time, time, 256, disk);
  }

  Policy policy() throws IOException {
    try {
      Policy read = policy == null ? Policy.usual() : Policy.usual().with(text(policy));
      if (!read.values(Rule.ROOT).isEmpty() || !read.values(Rule.BINARY).isEmpty()) {
        throw CommandFailed.failed(
            "%s: 'root' and 'binary' lines are made anew by each run.", policy);
      }
      return cipher == null ? read : read.with(Rule.CIPHER, known(cipher).text());
    } catch (InvalidPolicy e) {
      throw CommandFailed.failed("%s: %s", policy, e.getMessage());
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > Policy.LARGEST) {
      throw CommandFailed.failed("The policy %s is expected to be a file of 64 KiB at most.", file);
    }
    return Files.readString(file);
  }

  private static FileCipher known(String word) {
    return FileCipher.of(word)
        .orElseThrow(() -> CommandFailed.usage("--cipher is expected to be none, 3des or aes."));
  }

  /** By the paths at which the program finds them. */
  Map<String, Path> inputs() {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String input : inputs) {
      int at = input.lastIndexOf('=');
      Path file = Path.of(at < 0 ? input : input.substring(0, at));
      String path = input.substring(at + 1);
      if (at < 0 || !path.matches("[A-Za-z]:(\\\\[^\\\\/:*?\"<>|\\p{Cntrl}]+)+")) {
        throw CommandFailed.usage("--in %s is expected as FILE=C:\\work\\NAME.", input);
      }
      if (!Files.isRegularFile(file)) {
        throw CommandFailed.failed("The input %s is not a file.", file);
      }
      files.put(path, file);
    }
    return files;
  }
}
