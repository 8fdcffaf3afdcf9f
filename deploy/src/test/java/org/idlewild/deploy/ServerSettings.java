package org.idlewild.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.idlewild.agent.cli.local.Ports;
import org.jboss.arquillian.config.descriptor.api.ContainerDef;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.core.api.annotation.Observes;

/**
 * Tells the managed container how to start the provisioned server: by its own {@code start.args},
 * so that these are tested too.
 */
public final class ServerSettings {

  private static final Path HOME = Path.of("target", "server").toAbsolutePath();
  private static final Path DATA = Path.of("target", "data").toAbsolutePath();
  private static final Pattern DEPLOYMENTS =
      Pattern.compile("<deployments>.*</deployments>", Pattern.DOTALL);

  /** Called by Arquillian before it starts a container. */
  public void tell(@Observes ContainerRegistry registry) throws IOException {
    for (Container<?> container : registry.getContainers()) {
      tell(container.getContainerConfiguration());
    }
  }

  private static void tell(ContainerDef container) throws IOException {
    Path data = emptyDataFolder();
    configureWithoutDeployments(data);
    String managementPort = freePort();
    StartArguments start = StartArguments.of(HOME, placeholders(data, managementPort));
    container
        .overrideProperty("jbossHome", HOME.toString())
        .overrideProperty("javaHome", System.getProperty("java.home"))
        .overrideProperty("javaVmArguments", String.join(" ", quick(start.ofJava())))
        .overrideProperty("jbossArguments", String.join(" ", arguments(start, data)))
        .overrideProperty("readOnlyServerConfig", "standalone.xml")
        .overrideProperty("managementAddress", "127.0.0.1")
        .overrideProperty("managementPort", managementPort);
  }

  private static Path emptyDataFolder() throws IOException {
    Path data = DATA.resolve(TestDatabase.chosen().name());
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    Files.createDirectories(data.resolve("wildfly"));
    return data;
  }

  /** Arquillian deploys the EAR itself, with the test inside, so the server must not. */
  private static void configureWithoutDeployments(Path data) throws IOException {
    Path configuration = Files.createDirectories(data.resolve("wildfly/configuration"));
    Path provisioned = HOME.resolve("standalone/configuration");
    String server = Files.readString(provisioned.resolve("standalone.xml"));
    Files.writeString(
        configuration.resolve("standalone.xml"), DEPLOYMENTS.matcher(server).replaceAll(""));
    Files.copy(
        provisioned.resolve("logging.properties"), configuration.resolve("logging.properties"));
  }

  private static Map<String, String> placeholders(Path data, String managementPort) {
    return Map.of(
        "server.home", HOME.toString(),
        "data", data.toString(),
        "bind.address", "127.0.0.1",
        "http.port", freePort(),
        "management.port", managementPort);
  }

  /** A server that lives for a minute is not worth the optimising compiler's time. */
  private static List<String> quick(List<String> java) {
    List<String> quick = new ArrayList<>(java);
    quick.add("-XX:TieredStopAtLevel=1");
    return quick;
  }

  private static List<String> arguments(StartArguments start, Path data) throws IOException {
    List<String> arguments = new ArrayList<>(start.ofServer());
    arguments.removeIf(argument -> argument.startsWith("--read-only-server-config"));
    arguments.addAll(TestDatabase.chosen().arguments(data));
    return arguments;
  }

  private static String freePort() {
    return Integer.toString(Ports.free());
  }
}
