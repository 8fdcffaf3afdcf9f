package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.WrapRefused;

/**
 * Wraps programs in another process: it takes several times a program's size in memory, which an
 * agent does not have, and whoever reads a stranger's file may break down on it.
 *
 * @param shim the virtual machine's own libraries
 */
public record Wrapper(Shim shim) {
  private static final long LEAST_MEMORY = 128L << 20;
  private static final int TIMES = 6;
  private static final int ANSWER = 64 * 1024;

  /**
   * Wraps.
   *
   * @param originals a program and what it needs
   * @param out a folder that does not exist
   * @throws WrapRefused if they cannot be wrapped
   */
  public void files(List<Path> originals, Path out, Signature signature)
      throws IOException, WrapRefused {
    run(originals, out.toString(), signature);
  }

  /** The same, but nothing is written, and the virtual machine need not be there. */
  public void check(List<Path> originals, Signature signature) throws IOException, WrapRefused {
    run(originals, WrapMain.NOWHERE, signature);
  }

  private void run(List<Path> originals, String out, Signature signature)
      throws IOException, WrapRefused {
    long bytes = 0;
    for (Path original : originals) {
      bytes += Files.size(original);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + (LEAST_MEMORY + TIMES * bytes));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WrapMain.class.getName());
    command.addAll(List.of(signature.name(), shim.folder().toString(), out));
    originals.forEach(original -> command.add(original.toString()));
    answer(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static void answer(Process process) throws IOException, WrapRefused {
    try (var out = process.getInputStream()) {
      String text = new String(out.readNBytes(ANSWER), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      if (status == WrapMain.REFUSED) {
        throw new WrapRefused(text);
      }
      if (status != 0) {
        throw new IOException("Wrapping broke off: " + text.lines().findFirst().orElse("killed"));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Wrapping was broken off.", e);
    }
  }
}
