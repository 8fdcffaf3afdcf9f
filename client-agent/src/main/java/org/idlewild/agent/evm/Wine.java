package org.idlewild.agent.evm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wine as Debian's packages bring it.
 *
 * @param loader starts programs
 * @param server keeps what the programs of a prefix share; told to end, it ends them all
 * @param libraries Wine's own libraries for 64-bit programs
 */
public record Wine(Path loader, Path server, Path libraries) {
  private static final List<String> LOADERS =
      List.of("/usr/lib/wine/wine64", "/usr/lib64/wine/wine64", "/usr/bin/wine64");
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows",
          "/usr/lib64/wine/x86_64-windows",
          "/usr/lib/wine/x86_64-windows");

  /** Looks where distributions put it. */
  public static Optional<Wine> find() {
    Optional<Path> loader = first(LOADERS);
    Optional<Path> libraries = first(LIBRARIES);
    if (loader.isEmpty() || libraries.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> server =
        Stream.of("wineserver64", "wineserver")
            .map(loader.get()::resolveSibling)
            .filter(Files::isExecutable)
            .findFirst();
    return server.map(found -> new Wine(loader.get(), found, libraries.get()));
  }

  private static Optional<Path> first(List<String> places) {
    return places.stream().map(Path::of).filter(Files::exists).findFirst();
  }
}
