package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Sha256;

/**
 * The folder that the drives of a program lie in: {@code C:\work\a} is {@code C/work/a} there.
 *
 * @param folder the folder
 */
public record Root(Path folder) {

  /** Makes it, for its owner alone. */
  public static Root create(Path folder) throws IOException {
    return new Root(Folders.createPrivate(folder));
  }

  /**
   * Where a path of the program lies, if it is one on a drive and does not lead out of the root.
   *
   * @param path such as {@code C:\work\a}
   */
  public Optional<Path> locate(String path) {
    if (!path.matches("[A-Za-z]:\\\\[^/:\\x00]*")) {
      return Optional.empty();
    }
    try {
      Path place = folder.resolve(path.substring(0, 1).toUpperCase(Locale.ROOT));
      for (String name : path.substring(3).split("\\\\", -1)) {
        if (name.isEmpty() || name.equals("..") || name.equals(".")) {
          return Optional.empty();
        }
        place = place.resolve(name);
      }
      return Optional.of(place);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The SHA-256 of a file by the program's path; empty when there is none, or a link. */
  Optional<String> hash(String path) {
    Optional<Path> place = locate(path);
    if (place.isEmpty() || !Files.isRegularFile(place.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Sha256.of(place.get()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
