package org.idlewild.agent.sandbox.evm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.idlewild.agent.evm.Shim;
import org.idlewild.agent.evm.Wrapper;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Sha256;
import org.idlewild.wrapper.InvalidManifest;
import org.idlewild.wrapper.Manifest;
import org.idlewild.wrapper.ProgramFormat;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.WrapRefused;

/**
 * Programs that were wrapped on this machine, each set once: a folder is named by the hashes of all
 * that went into it, the virtual machine's own libraries among them.
 *
 * @param folder where they lie
 * @param shim the virtual machine's own
 */
record WrappedPrograms(Path folder, Shim shim) {
  private static final String SCRATCH = "new-";

  /**
   * An application's files.
   *
   * @param programs wrapped, by name
   * @param others as they are, by name
   */
  record Found(Map<String, Path> programs, Map<String, Path> others) {}

  /** Removes what was being wrapped when an earlier agent ended. */
  void sweep() throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> scratch = Files.newDirectoryStream(folder, SCRATCH + "*")) {
        for (Path each : scratch) {
          Folders.delete(each);
        }
      }
    }
  }

  /**
   * Wraps an application's programs, unless they were before.
   *
   * @param main the name of the one that is started
   * @param files all of the application's, by name
   * @param signature what becomes of signatures
   * @throws IOException with one sentence, if one cannot be wrapped
   */
  Found of(String main, Map<String, Path> files, Signature signature) throws IOException {
    Map<String, Path> programs = new TreeMap<>();
    Map<String, Path> others = new HashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      boolean program = file.getKey().equals(main) || isProgram(file.getValue());
      (program ? programs : others).put(file.getKey(), file.getValue());
    }
    Path out = folder.resolve(name(programs, signature));
    if (!holds(out)) {
      wrap(programs, out, signature);
    }
    Map<String, Path> wrapped = new HashMap<>();
    for (Manifest.Program each : manifest(out).files()) {
      wrapped.put(each.name(), out.resolve(each.name()));
    }
    return new Found(wrapped, others);
  }

  private static boolean isProgram(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ProgramFormat format = ProgramFormat.of(in.readNBytes(ProgramFormat.ENOUGH));
      return format == ProgramFormat.WINDOWS_X86_64 || format == ProgramFormat.WINDOWS_X86;
    }
  }

  private String name(Map<String, Path> programs, Signature signature) throws IOException {
    StringBuilder all = new StringBuilder(signature.name() + "\n");
    for (Map.Entry<String, Path> program : programs.entrySet()) {
      all.append(program.getKey()).append(' ').append(Sha256.of(program.getValue())).append('\n');
    }
    for (byte[] library : shim.libraries().values()) {
      all.append(Sha256.of(library)).append('\n');
    }
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What was changed meanwhile is wrapped anew. */
  private static boolean holds(Path out) throws IOException {
    if (!Files.exists(out.resolve(Manifest.NAME))) {
      return false;
    }
    try {
      for (Manifest.Program each : manifest(out).files()) {
        Path file = out.resolve(each.name());
        if (!Files.isRegularFile(file) || !Sha256.of(file).equals(each.sha256())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Manifest manifest(Path out) throws IOException {
    try {
      return Manifest.read(Files.readAllBytes(out.resolve(Manifest.NAME)), Seal.sum());
    } catch (InvalidManifest e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Beside its place first: two tasks may wrap the same at once. */
  private void wrap(Map<String, Path> programs, Path out, Signature signature) throws IOException {
    Folders.createPrivate(folder);
    Path scratch = folder.resolve(SCRATCH + UUID.randomUUID());
    try {
      List<Path> originals = new ArrayList<>();
      Files.createDirectories(scratch.resolve("in"));
      for (Map.Entry<String, Path> program : programs.entrySet()) {
        originals.add(
            Files.copy(program.getValue(), scratch.resolve("in").resolve(program.getKey())));
      }
      new Wrapper(shim).files(originals, scratch.resolve("out"), signature);
      Folders.delete(out);
      Files.move(scratch.resolve("out"), out);
    } catch (WrapRefused e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Folders.delete(scratch);
    }
  }
}
