package org.idlewild.agent.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server to start.
 *
 * @param server the folder of the provisioned server
 * @param data its data folder
 * @param bind the address it listens on
 * @param port the port it listens on
 * @param managementPort the port of its health, on the loopback address
 * @param https how it listens by HTTPS too
 * @param overrides further system properties, without any secret: they are visible to all users of
 *     the machine
 */
public record ServerSettings(
    Path server,
    Path data,
    String bind,
    int port,
    int managementPort,
    Optional<Https> https,
    Map<String, String> overrides) {

  /** One that listens by HTTP alone. */
  public ServerSettings(
      Path server,
      Path data,
      String bind,
      int port,
      int managementPort,
      Map<String, String> overrides) {
    this(server, data, bind, port, managementPort, Optional.empty(), overrides);
  }

  /** Below a folder of the launcher. */
  public static Path serverBelow(Path home) {
    return home.resolve("deploy/target/server");
  }

  /** Where it is reached from this machine. */
  public String address() {
    return "http://" + host() + ":" + port;
  }

  /** The same by HTTPS. */
  public Optional<String> secureAddress() {
    return https.map(some -> "https://" + host() + ":" + some.port());
  }

  private String host() {
    String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Where its log is. */
  public Path log() {
    return data.resolve("wildfly/log/idlewild.log");
  }

  /** Where its own copy of WildFly's configuration is. */
  Path configuration() {
    return data.resolve("wildfly/configuration");
  }

  /** Its process's command line. */
  List<String> command() {
    Map<String, String> values =
        Map.of(
            "java.home", System.getProperty("java.home"),
            "server.home", server.toAbsolutePath().toString(),
            "data", data.toAbsolutePath().toString(),
            "http.port", Integer.toString(port),
            "management.port", Integer.toString(managementPort),
            "bind.address", bind);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(StartArgs.read(server, values));
    https.ifPresent(some -> add(some.properties(data), command));
    add(overrides, command);
    return command;
  }

  private static void add(Map<String, String> properties, List<String> command) {
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
  }
}
