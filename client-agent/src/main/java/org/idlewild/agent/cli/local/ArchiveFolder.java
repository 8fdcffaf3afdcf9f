package org.idlewild.agent.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;

/**
 * A server's archive: a file for each batch, read one line at a time, so that one of any size fits
 * the memory.
 */
public final class ArchiveFolder {
  private static final Pattern FILE = Pattern.compile("batch-([0-9]{1,18})\\.ndjson\\.gz");

  private final Path folder;

  /** Fails with one sentence when there is no such folder. */
  public ArchiveFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailed.failed(
          "There is no archive in %s; --folder names the archive in a server's data folder.",
          folder);
    }
    this.folder = folder;
  }

  /**
   * Gives each workunit to a reader, batch after batch, until it has had enough.
   *
   * @param batches which batches are looked at
   * @param reader whether it wants more
   * @param broken is told the name of a file that is not whole, and why
   */
  public void each(
      LongPredicate batches, Predicate<JsonNode> reader, BiConsumer<String, String> broken)
      throws IOException {
    boolean more = true;
    for (Path file : files(batches).values()) {
      more = more && read(file, reader, broken);
    }
  }

  private Map<Long, Path> files(LongPredicate batches) throws IOException {
    TreeMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        number(file).stream().filter(batches).forEach(batch -> files.put(batch, file));
      }
    }
    return files;
  }

  private static OptionalLong number(Path file) {
    Matcher matcher = FILE.matcher(file.getFileName().toString());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static boolean read(
      Path file, Predicate<JsonNode> reader, BiConsumer<String, String> broken) {
    boolean more = true;
    String last = "";
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
        MappingIterator<JsonNode> lines = Json.values(in)) {
      while (more && lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        last = line.path("kind").asText();
        more = !last.equals("workunit") || reader.test(line);
      }
    } catch (IOException e) {
      broken.accept(file.getFileName().toString(), String.valueOf(e.getMessage()));
      return true;
    }
    if (more && !last.equals("end")) {
      broken.accept(file.getFileName().toString(), "its last line is missing");
    }
    return more;
  }
}
