package org.idlewild.agent.evm;

import java.io.IOException;
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
 * @param libraries32 those for 32-bit programs, if they are there
 */
public record Wine(Path loader, Path server, Path libraries, Optional<Path> libraries32) {
  private static final List<String> LOADERS =
      List.of("/usr/lib/wine/wine64", "/usr/lib64/wine/wine64", "/usr/bin/wine64");
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows",
          "/usr/lib64/wine/x86_64-windows",
          "/usr/lib/wine/x86_64-windows");
  private static final String LIBRARIES_32 = "i386-windows";

  /**
   * Looks where distributions put it, and for what they do not bring where the launcher does.
   *
   * @param shim whose neighbour the libraries for 32-bit programs are
   */
  public static Optional<Wine> find(Shim shim) {
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
    Optional<Path> narrow =
        Stream.of(shim.wine32(), Path.of("/usr/lib/i386-linux-gnu/wine"))
            .map(folder -> folder.resolve(LIBRARIES_32).toAbsolutePath().normalize())
            .filter(folder -> Files.isRegularFile(folder.resolve("ntdll.dll")))
            .findFirst();
    return server.map(found -> new Wine(loader.get(), found, libraries.get(), narrow));
  }

  /**
   * Puts links where Wine finds the libraries for 32-bit programs and, beside them, their halves
   * for Linux, which are those of 64 bits.
   *
   * @param folder made here
   */
  void linkNarrow(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.createSymbolicLink(folder.resolve(LIBRARIES_32), libraries32.orElseThrow());
    String halves = "x86_64-unix";
    Files.createSymbolicLink(folder.resolve(halves), libraries.resolveSibling(halves));
  }

  private static Optional<Path> first(List<String> places) {
    return places.stream().map(Path::of).filter(Files::exists).findFirst();
  }
}
