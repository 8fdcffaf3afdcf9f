package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A token on disk, for its owner's eyes. */
public final class TokenFile {
  private TokenFile() {}

  /** Writes a new file that only its owner can read. */
  public static void write(Path file, String token) throws IOException {
    if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        file,
        token + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** The token in a file; a failure with one sentence when there is none. */
  public static String read(Path file) throws IOException {
    return ServerOptions.read(file);
  }
}
