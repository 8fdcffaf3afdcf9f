package org.idlewild.agent.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.Surroundings;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.local.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo boinc}. */
@Command(
    name = "boinc",
    description = {
      "Runs a server with work for anybody's BOINC client, prints the project's URL and an account key, and"
          + " shows what comes in until it is stopped."
    })
final class BoincDemoCommand implements Callable<Integer> {
  private static final int MOST_WORKUNITS = 10_000;
  private static final int MOST_QUORUM = 10;

  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where everything is kept; else a new folder")
  private Path data;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "else 127.0.0.1; 0.0.0.0 lets other machines attach, without TLS")
  private String bind;

  @Option(names = "--port", description = "else a free one")
  private Integer port;

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "how clients reach it, such as http://192.0.2.7:8080; else as it is bound")
  private String address;

  @Option(
      names = "--workunits",
      paramLabel = "N",
      defaultValue = "60",
      description = "of about 5 seconds each, 1 to 10000; else 60")
  private int workunits;

  @Option(
      names = "--quorum",
      paramLabel = "Q",
      defaultValue = "1",
      description = "how many clients of different users must agree, 1 to 10; else 1")
  private int quorum;

  BoincDemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (workunits < 1
        || workunits > MOST_WORKUNITS
        || quorum < 1
        || quorum > MOST_QUORUM
        || (port != null && (port < 1 || port > 65_535))) {
      throw CommandFailed.usage(
          "--workunits is expected to be 1 to %d, --quorum 1 to %d, --port 1 to 65535.",
          MOST_WORKUNITS, MOST_QUORUM);
    }
    Path folder = folder();
    LocalGrid grid =
        new LocalGrid(
            surroundings,
            folder,
            false,
            bind,
            port == null ? Ports.free() : port,
            BoincDemo.SETTINGS);
    Runtime.getRuntime().addShutdownHook(new Thread(grid::close, "stop the demonstration"));
    String reached = address == null ? grid.address() : address.replaceAll("/+$", "");
    new BoincDemo(surroundings, grid, folder, reached).run(workunits, quorum);
    return 0;
  }

  private Path folder() throws Exception {
    if (data != null) {
      return Files.createDirectories(data.toAbsolutePath().normalize());
    }
    Path target = Files.createDirectories(surroundings.home().resolve("target/idlewild"));
    return Files.createTempDirectory(target, "demo-boinc-");
  }
}
