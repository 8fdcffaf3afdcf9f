package org.idlewild.agent.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.local.Https;
import org.idlewild.agent.cli.local.ServerProcess;
import org.idlewild.agent.cli.local.ServerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}. */
@Command(
    name = "server",
    description = {
      "Runs a server until it is told to end (Ctrl-C).",
      "The database's password is read from the environment variable IDLEWILD_DB_PASSWORD."
    })
final class ServerCommand implements Callable<Integer> {
  private static final Duration TO_START = Duration.ofMinutes(5);

  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "idlewild-data",
      description = "files, the database, the operator's token; else idlewild-data")
  private Path data;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "else 127.0.0.1")
  private String bind;

  @Option(names = "--port", defaultValue = "8080", description = "else 8080")
  private int port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "9990",
      description = "health, for this machine only; else 9990")
  private int managementPort;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "listen by HTTPS too, with --certificate and --certificate-key")
  private Integer httpsPort;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "PEM: the server's certificate, then those that lead to its authority's")
  private Path certificate;

  @Option(
      names = "--certificate-key",
      paramLabel = "FILE",
      description = "PEM: its private key, as PKCS#8 and not encrypted")
  private Path certificateKey;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "such as jdbc:mysql://HOST/idlewild; else a database of its own in the data folder")
  private String databaseUrl;

  @Option(names = "--database-user", paramLabel = "NAME", description = "with --database-url")
  private String databaseUser;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the server, such as idlewild.passes.interval=PT5S; repeatable")
  private Map<String, String> set = new LinkedHashMap<>();

  ServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ServerProcess server = ServerProcess.start(settings());
    Thread stop = new Thread(server::stop, "stop the server");
    Runtime.getRuntime().addShutdownHook(stop);
    StartView view = new StartView(surroundings);
    try {
      server.awaitReady(TO_START, surroundings.clock(), surroundings.pause(), view);
    } catch (CommandFailed e) {
      server.stop();
      throw e;
    } finally {
      view.end();
    }
    surroundings
        .out()
        .printf(
            "The server is ready at %s; the operator's token is in %s; Ctrl-C stops it.%n",
            addresses(server.settings()), data.resolve("operator.token"));
    return server.process().waitFor();
  }

  private static String addresses(ServerSettings settings) {
    String plain = settings.address();
    return settings.secureAddress().map(secure -> plain + " and " + secure).orElse(plain);
  }

  private ServerSettings settings() {
    requirePort(port, "--port");
    requirePort(managementPort, "--management-port");
    return new ServerSettings(
        ServerSettings.serverBelow(surroundings.home()),
        data.toAbsolutePath().normalize(),
        bind,
        port,
        managementPort,
        https(),
        properties());
  }

  private Optional<Https> https() {
    if (httpsPort == null && certificate == null && certificateKey == null) {
      return Optional.empty();
    }
    if (httpsPort == null || certificate == null || certificateKey == null) {
      throw CommandFailed.usage(
          "--https-port, --certificate and --certificate-key are expected together.");
    }
    requirePort(httpsPort, "--https-port");
    return Optional.of(new Https(httpsPort, certificate, certificateKey));
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>(database());
    set.forEach(
        (key, value) -> {
          if (!key.startsWith("idlewild.")) {
            throw CommandFailed.usage(
                "--set expects a key that begins with idlewild., not %s.", key);
          }
          properties.put(key, value);
        });
    return properties;
  }

  private Map<String, String> database() {
    if (databaseUrl == null) {
      if (databaseUser != null) {
        throw CommandFailed.usage("--database-user is expected together with --database-url.");
      }
      return Map.of();
    }
    if (databaseUrl.toLowerCase(Locale.ROOT).contains("password=")) {
      throw CommandFailed.usage(
          "The password is expected in the environment variable IDLEWILD_DB_PASSWORD, not in the URL.");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("idlewild.db.driver", driver());
    properties.put("idlewild.db.url", databaseUrl);
    if (databaseUser != null) {
      properties.put("idlewild.db.user", databaseUser);
    }
    return properties;
  }

  private String driver() {
    if (databaseUrl.startsWith("jdbc:mysql:")) {
      return "mysql";
    }
    if (databaseUrl.startsWith("jdbc:h2:")) {
      return "h2";
    }
    throw CommandFailed.usage(
        "--database-url is expected to start with jdbc:mysql: or jdbc:h2: (MariaDB speaks MySQL).");
  }

  private static void requirePort(int port, String option) {
    if (port < 1 || port > 65535) {
      throw CommandFailed.usage("%s is expected to be 1 to 65535.", option);
    }
  }
}
