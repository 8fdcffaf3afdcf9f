package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs for Windows, compiled here. */
final class WindowsProgram {
  private WindowsProgram() {}

  /** Compiles a program of C. */
  static void compile(Path program, String source) throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createTempFile("program", ".c"), source);
    Process compiler =
        new ProcessBuilder(
                "x86_64-w64-mingw32-gcc", "-O2", "-s", "-o", program.toString(), file.toString())
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).as("the compiler's status").isZero();
    Files.delete(file);
  }
}
