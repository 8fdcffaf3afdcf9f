package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs for Windows, compiled here; a test that needs them fails where that cannot be done. */
public final class Windows {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String COMPILER = "x86_64-w64-mingw32-gcc";
  private static final String COMPILER_32 = "i686-w64-mingw32-gcc";
  private static final long MINUTES = 20;
  private static boolean built;

  private Windows() {}

  /** The folder that the launcher lies in. */
  public static Path home() {
    shim();
    return HOME;
  }

  /** The virtual machine's programs, built when they are missing or older than their sources. */
  public static synchronized Shim shim() {
    if (!built) {
      needs("/usr/bin/" + COMPILER, "gcc-mingw-w64-x86-64-win32");
      needs("/usr/bin/" + COMPILER_32, "gcc-mingw-w64-i686-win32");
      needs("/usr/bin/make", "make");
      needs("/usr/lib/wine/wine64", "wine64");
      assertThat(HOME.resolve("vm-shim/target/wine32/i386-windows"))
          .as("this test needs Wine's libraries for 32 bits, which ./idlewild test fetches")
          .exists();
      run(HOME, "make", "-C", "vm-shim/shim");
      built = true;
    }
    return Shim.below(HOME);
  }

  /** Wine, of 64 bits and of 32. */
  static Wine wine() {
    return Wine.find(shim()).orElseThrow();
  }

  /** Compiles a program of C; its name is the file's. */
  public static Path compile(Path program, String... lines) throws IOException {
    return compile(COMPILER, program, lines);
  }

  /** The same for 32 bits. */
  public static Path compileNarrow(Path program, String... lines) throws IOException {
    return compile(COMPILER_32, program, lines);
  }

  private static Path compile(String compiler, Path program, String... lines) throws IOException {
    shim();
    Path source = Files.write(Files.createTempFile("program", ".c"), Arrays.asList(lines));
    try {
      run(
          program.toAbsolutePath().getParent(),
          compiler,
          "-O1",
          "-s",
          "-static-libgcc",
          "-o",
          program.toString(),
          source.toString());
      return program;
    } finally {
      Files.delete(source);
    }
  }

  private static void needs(String file, String pack) {
    assertThat(Path.of(file))
        .as("this test needs Debian's package %s, which ./idlewild test installs", pack)
        .exists();
  }

  private static void run(Path folder, String... command) {
    try {
      Path log = Files.createTempFile("build", ".log");
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of("nice"), Stream.of(command)).toList())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended && process.exitValue() == 0)
          .as("%s: %s", List.of(command), Files.readString(log))
          .isTrue();
      Files.delete(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
