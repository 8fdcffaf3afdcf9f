import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Run as {@code java FetchMaven.java URL SHA512 FOLDER}: fetches a Maven distribution, checks it and
 * unpacks it to FOLDER. Needs a JDK and nothing else.
 *
 * <p>Exit status 0 when FOLDER stands, 1 when it could not be fetched, 3 when it is not what it
 * should be. FOLDER appears whole or not at all.
 */
final class FetchMaven {
  private static final int LIMIT = 64 << 20;

  private FetchMaven() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[2]).toAbsolutePath();
    try {
      byte[] zip = fetch(URI.create(args[0]));
      String sha512 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
      if (!sha512.equalsIgnoreCase(args[1])) {
        System.err.printf("mvnw: %s has the SHA-512 %s, expected %s.%n", args[0], sha512, args[1]);
        System.exit(3);
      }
      unpack(zip, folder);
    } catch (IOException | IllegalArgumentException e) {
      System.err.printf("mvnw: %s could not be fetched: %s.%n", args[0], reason(e));
      System.exit(1);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof UnknownHostException) {
      return "unknown host " + e.getMessage();
    }
    return e instanceof FileNotFoundException ? "it is not there" : String.valueOf(e.getMessage());
  }

  private static byte[] fetch(URI url) throws IOException {
    URLConnection connection = url.toURL().openConnection();
    connection.setConnectTimeout(15_000);
    connection.setReadTimeout(60_000);
    try (InputStream in = connection.getInputStream()) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException("it is larger than any Maven");
      }
      return bytes;
    }
  }

  private static void unpack(byte[] zip, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), ".unpacking");
    try {
      unzip(zip, fresh);
      Path only;
      try (Stream<Path> list = Files.list(fresh)) {
        only = list.findFirst().orElseThrow(() -> new IOException("it is empty"));
      }
      only.resolve("bin/mvn").toFile().setExecutable(true, false);
      if (!Files.exists(folder)) {
        Files.move(only, folder);
      }
    } finally {
      delete(fresh);
    }
  }

  private static void unzip(byte[] zip, Path target) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("it has the entry " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(in, path);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
