package org.idlewild.agent.cli.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.agent.cli.api.CommandFailed;

/** How the launcher runs Java, for processes that are started from here. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * A small and quickly started JVM that runs a class of this module, built below the launcher's
   * folder.
   */
  public static List<String> of(Path home, String mainClass, List<String> arguments) {
    Path target = home.resolve("client-agent/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m"));
    command.add("-Didlewild.home=" + home);
    command.add("-cp");
    command.add(
        target.resolve("idlewild-agent.jar") + File.pathSeparator + target.resolve("lib") + "/*");
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** What a process reads that is to read nothing. */
  public static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }

  /**
   * The folder of the launcher: the system property {@code idlewild.home}, else the nearest folder
   * above the current one with a file {@code idlewild}.
   */
  public static Path home() {
    String told = System.getProperty("idlewild.home", "");
    Path folder = Path.of(told).toAbsolutePath().normalize();
    while (folder != null && !folder.resolve("idlewild").toFile().isFile()) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw CommandFailed.failed("The folder of the launcher 'idlewild' was not found.");
    }
    return folder;
  }
}
