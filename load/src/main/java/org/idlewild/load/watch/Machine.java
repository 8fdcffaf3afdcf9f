package org.idlewild.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What numbers were measured on.
 *
 * @param cores that programs may use
 * @param processor its model
 * @param memoryMebibytes of the machine
 * @param kernel Linux's version
 * @param java the version of the JDK
 * @param database the version of the database
 * @param date and time, to the second
 */
public record Machine(
    int cores,
    String processor,
    long memoryMebibytes,
    String kernel,
    String java,
    String database,
    String date) {

  /** This one. */
  public static Machine of(Database database, Instant now) throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        value("/proc/cpuinfo", "model name"),
        Long.parseLong(value("/proc/meminfo", "MemTotal").split(" ", 2)[0]) / 1024,
        System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        database.list("SELECT VERSION()", row -> row.getString(1)).get(0),
        now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Some architectures do not tell everything. */
  private static String value(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }
}
