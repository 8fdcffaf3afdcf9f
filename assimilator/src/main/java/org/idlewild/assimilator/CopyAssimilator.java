package org.idlewild.assimilator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * Puts outputs into a folder that the operator allowed: {@code BATCH/WORKUNIT/NAME}. A file appears
 * whole or not at all; the same answer again changes nothing. The batch's output lists the files.
 */
public final class CopyAssimilator implements Assimilator {
  private static final String PLAIN_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*";

  private final Path folder;

  /** Copies into a folder, which is made when it is not there. */
  public CopyAssimilator(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws IOException {
    for (Output output : handoff.outputs()) {
      if (!output.name().matches(PLAIN_NAME)) {
        throw new IOException("an output's name must be plain, not " + output.name());
      }
      // Of equal width, so that a listing shows them in their order.
      String place =
          String.format(
              Locale.ROOT, "%d/%05d/%s", handoff.batch(), handoff.workunit(), output.name());
      copy(output, folder.resolve(place), handoff.idempotencyKey());
      part.write((place + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void copy(Output output, Path to, String key) throws IOException {
    Files.createDirectories(to.getParent());
    if (isThere(output, to)) {
      return;
    }
    Path temporary = Files.createTempFile(to.getParent(), "." + key + "-", ".part");
    try {
      try (InputStream content = output.open()) {
        Files.copy(content, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static boolean isThere(Output output, Path to) throws IOException {
    if (!Files.isRegularFile(to) || Files.size(to) != output.bytes()) {
      return false;
    }
    try (InputStream one = output.open();
        InputStream other = Files.newInputStream(to)) {
      byte[] here = one.readNBytes(64 * 1024);
      while (here.length > 0) {
        if (!Arrays.equals(here, other.readNBytes(here.length))) {
          return false;
        }
        here = one.readNBytes(64 * 1024);
      }
      return true;
    }
  }
}
