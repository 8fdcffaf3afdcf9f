package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What Maven fetched of others' programs.
 *
 * @param folder for what is unpacked
 */
record Fetched(Path folder) {
  private static final Path HERE = Path.of("target/foreign");

  /** A file as it was fetched. */
  static Path file(String name) {
    assertThat(HERE.resolve(name)).as("Maven's copy; mvn process-test-resources").exists();
    return HERE.resolve(name);
  }

  /** A file out of an archive, under its own name. */
  Path unpacked(String archive, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file(archive).toFile());
        InputStream in = zip.getInputStream(zip.getEntry(entry))) {
      return copied(in, entry);
    }
  }

  /** A file out of an archive in an archive. */
  Path unpacked(String archive, String inner, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file(archive).toFile());
        ZipInputStream in = new ZipInputStream(zip.getInputStream(zip.getEntry(inner)))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        if (each.getName().equals(entry)) {
          return copied(in, entry);
        }
      }
    }
    throw new IOException(inner + " has no " + entry);
  }

  private Path copied(InputStream in, String entry) throws IOException {
    Path file = folder.resolve(entry.substring(entry.lastIndexOf('/') + 1));
    Files.copy(in, file);
    return file;
  }

  /** The entries of an archive whose names, below a prefix, match: as an archive of their own. */
  Path part(String archive, String prefix, String names, String as) throws IOException {
    Path part = folder.resolve(as);
    try (ZipFile zip = new ZipFile(file(archive).toFile());
        OutputStream file = Files.newOutputStream(part);
        ZipOutputStream out = new ZipOutputStream(file)) {
      List<? extends ZipEntry> all =
          zip.stream().filter(entry -> entry.getName().startsWith(prefix)).toList();
      for (ZipEntry entry : all) {
        String name = entry.getName().substring(prefix.length());
        if (name.matches(names)) {
          out.putNextEntry(new ZipEntry(name));
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
    return part;
  }
}
