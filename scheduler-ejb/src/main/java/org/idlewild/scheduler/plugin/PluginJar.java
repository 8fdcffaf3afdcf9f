package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A JAR of plug-ins, loaded from a copy of its own, because a JAR that is written over while it is
 * open takes its classes with it.
 */
final class PluginJar {
  private static final Logger LOG = System.getLogger(PluginJar.class.getName());
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,59}";

  private final String file;
  private final Path copy;
  private final URLClassLoader loader;
  private final List<Plugin<?>> plugins;
  private final String error;

  private PluginJar(
      String file, Path copy, URLClassLoader loader, List<Plugin<?>> plugins, String error) {
    this.file = file;
    this.copy = copy;
    this.loader = loader;
    this.plugins = List.copyOf(plugins);
    this.error = error;
  }

  /**
   * Loads a JAR; one that is broken has no plug-ins and an error.
   *
   * @param copy where its copy shall lie
   */
  static PluginJar load(Path jar, Path copy, TimeLimit limit) {
    String file = jar.getFileName().toString();
    URLClassLoader loader = null;
    String error;
    try {
      Files.createDirectories(copy.getParent());
      Files.copy(jar, copy);
      loader = new URLClassLoader(file, new URL[] {copy.toUri().toURL()}, new SpiLoader());
      List<Plugin<?>> plugins = plugins(file, loader, limit);
      if (!plugins.isEmpty()) {
        LOG.log(Level.INFO, "{0} brings {1}", file, plugins);
        return new PluginJar(file, copy, loader, plugins, "");
      }
      error = "it names no plug-in in META-INF/services";
    } catch (Unavailable | IOException failure) {
      error = failure.getMessage();
    }
    LOG.log(Level.WARNING, "{0} is left out: {1}", file, error);
    return new PluginJar(file, copy, loader, List.of(), error);
  }

  private static List<Plugin<?>> plugins(String file, ClassLoader loader, TimeLimit limit)
      throws Unavailable, IOException {
    CallThreads threads = new CallThreads("idlewild-load-" + file, loader);
    List<Plugin<?>> plugins = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      plugins.addAll(
          limit.load(threads, () -> instances(kind, file, loader, limit), IOException.class));
    }
    return plugins;
  }

  /** Runs code of the plug-in's: its constructors and {@code name()}. */
  private static List<Plugin<?>> instances(
      Kind kind, String file, ClassLoader loader, TimeLimit limit) throws IOException {
    List<Plugin<?>> plugins = new ArrayList<>();
    for (Object instance : ServiceLoader.load(kind.spi(), loader)) {
      String name = kind.nameOf(instance);
      if (name == null || !name.matches(NAME)) {
        throw new IOException(
            instance.getClass().getName()
                + " has no name of 1 to 60 lower-case letters, digits and hyphens");
      }
      plugins.add(new Plugin<>(kind, name, file, instance, limit));
    }
    return plugins;
  }

  Stream<Plugin<?>> plugins() {
    return plugins.stream();
  }

  /** What is wrong with it; nothing for a good one. */
  Stream<PluginReport> faults() {
    return error.isEmpty() ? Stream.empty() : Stream.of(PluginReport.broken(file, error));
  }

  /** A call that still runs fails; its workunit is tried again. */
  void close() {
    plugins.forEach(Plugin::retire);
    try {
      if (loader != null) {
        loader.close();
      }
      Files.deleteIfExists(copy);
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "the copy of " + file + " stays until the next start", failure);
    }
  }
}
