package org.idlewild.agent.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to run.
 *
 * @param id a plain name that no other running program has
 * @param command what to start
 * @param files the app's files; the program may read but not write them
 * @param work an existing folder that the program starts in and may write to
 * @param stdout where its standard output goes; thrown away if empty
 * @param limits what it may use
 * @param terms what it asks of the virtual machine, if it runs in one
 */
public record Program(
    String id,
    Command command,
    List<AppFile> files,
    Path work,
    Optional<Capture> stdout,
    Limits limits,
    EvmTerms terms) {

  /** Keeps its own copy of the list. */
  public Program {
    files = List.copyOf(files);
  }

  /** One that asks nothing of a virtual machine. */
  public Program(
      String id,
      Command command,
      List<AppFile> files,
      Path work,
      Optional<Capture> stdout,
      Limits limits) {
    this(id, command, files, work, stdout, limits, EvmTerms.USUAL);
  }

  /**
   * A command, still without the folder that the app's files appear in.
   *
   * @param platform how {@code main} is started
   * @param main the name of one of the files
   * @param arguments come after it
   */
  public record Command(Platform platform, String main, List<String> arguments) {
    /** Keeps its own copy of the list. */
    public Command {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A file of the app.
   *
   * @param name its name in the app's folder
   * @param file where it lies
   */
  public record AppFile(String name, Path file) {}

  /**
   * Standard output kept in a file.
   *
   * @param file a file outside the working folder
   * @param maxBytes more than this ends the program
   */
  public record Capture(Path file, long maxBytes) {}
}
