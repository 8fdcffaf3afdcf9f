package org.idlewild.agent.demo;

import java.util.List;
import java.util.stream.Stream;
import org.idlewild.agent.cli.Surroundings;
import picocli.CommandLine;

/** {@code idlewild demo}: apart from the other commands, which it is built upon. */
public final class Main {
  private Main() {}

  /** The program. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.real();
    String[] line = Stream.concat(Stream.of("demo"), Stream.of(args)).toArray(String[]::new);
    CommandLine demo = new CommandLine(new DemoCommand(surroundings));
    demo.addSubcommand(new BoincDemoCommand(surroundings));
    System.exit(org.idlewild.agent.cli.Main.run(surroundings, List.of(demo), line));
  }
}
