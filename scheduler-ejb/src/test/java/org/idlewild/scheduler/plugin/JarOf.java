package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** JARs of plug-ins, compiled as a researcher would, and put into a folder as an operator would. */
public final class JarOf {
  private static final AtomicLong TIME = new AtomicLong(1_000_000_000_000L);

  private JarOf() {}

  /**
   * A validator whose class is {@code Judge}.
   *
   * @param members the class's members
   */
  public static void validator(Path jar, String members) {
    plugin(jar, "org.idlewild.validator.Validator", "Validator<String>", members);
  }

  /** A validator of this name that reads what was printed, and compares as an expression says. */
  public static String named(String name, String agree) {
    return """
        public String name() { return "%s"; }
        public String read(List<Output> outputs) throws InvalidOutput, TryLater, IOException {
          try (InputStream in = outputs.get(0).open()) {
            return new String(in.readAllBytes());
          }
        }
        public boolean agree(String one, String other) {
          %s
        }
        """
        .formatted(name, agree);
  }

  /** An assimilator whose class is {@code Judge}. */
  public static void assimilator(Path jar, String members) {
    plugin(jar, "org.idlewild.assimilator.Assimilator", "Assimilator", members);
  }

  private static void plugin(Path jar, String service, String implemented, String members) {
    String source =
        """
        package plugin;
        import java.io.*;
        import java.util.*;
        import %s.*;
        public class Judge implements %s {
          %s
        }
        """
            .formatted(service.substring(0, service.lastIndexOf('.')), implemented, members);
    try {
      Path work = Files.createTempDirectory("plugin");
      compile(work, source);
      Path made = work.resolve("made.jar");
      pack(made, work, service);
      // Its time is not the one that another JAR of the same size had before.
      Files.setLastModifiedTime(made, FileTime.fromMillis(TIME.addAndGet(5000)));
      Files.createDirectories(jar.getParent());
      Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void compile(Path work, String source) throws IOException {
    Path file = Files.writeString(work.resolve("Judge.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-d", work.toString(), "-proc:none");
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(file))
          .call()) {
        throw new AssertionError("the plug-in does not compile: " + source);
      }
    }
  }

  private static void pack(Path jar, Path work, String service) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> classes = Files.list(work.resolve("plugin"))) {
      packed.putNextEntry(new JarEntry("META-INF/services/" + service));
      packed.write("plugin.Judge\n".getBytes(StandardCharsets.UTF_8));
      for (Path compiled : classes.toList()) {
        packed.putNextEntry(new JarEntry("plugin/" + compiled.getFileName()));
        packed.write(Files.readAllBytes(compiled));
      }
    }
  }
}
