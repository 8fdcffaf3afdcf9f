package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The JARs in the operator's folder, loaded again when they change. */
final class JarFolder {
  private static final Logger LOG = System.getLogger(JarFolder.class.getName());

  private final Path folder;
  private final Path copies;
  private final TimeLimit limit;
  private final Map<Path, Loaded> loaded = new TreeMap<>();
  private int number;

  /** What tells a changed file from an unchanged one. */
  private record Stamp(long bytes, long modified, String key) {}

  private record Loaded(Stamp stamp, PluginJar jar) {}

  /**
   * @param copies a folder of this server's own; what an earlier run left there goes
   */
  JarFolder(Path folder, Path copies, TimeLimit limit) {
    this.folder = folder;
    this.copies = copies;
    this.limit = limit;
    try {
      files(copies).keySet().forEach(JarFolder::delete);
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder " + copies + " cannot be read", failure);
    }
  }

  /** Looks again; whether anything changed. */
  boolean look() {
    Map<Path, Stamp> here;
    try {
      here = files(folder);
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "the folder of plug-ins cannot be read and stays as it was", failure);
      return false;
    }
    TreeSet<Path> changed = new TreeSet<>(loaded.keySet());
    changed.addAll(here.keySet());
    changed.removeIf(
        file -> loaded.containsKey(file) && loaded.get(file).stamp().equals(here.get(file)));
    changed.forEach(file -> replace(file, here.get(file)));
    return !changed.isEmpty();
  }

  /** In the order of their names. */
  List<PluginJar> jars() {
    List<PluginJar> jars = new ArrayList<>();
    loaded.values().forEach(one -> jars.add(one.jar()));
    return jars;
  }

  void close() {
    loaded.values().forEach(one -> one.jar().close());
    loaded.clear();
  }

  private void replace(Path file, Stamp stamp) {
    Loaded old = loaded.remove(file);
    if (old != null) {
      old.jar().close();
    }
    if (stamp != null) {
      Path copy = copies.resolve(++number + ".jar");
      loaded.put(file, new Loaded(stamp, PluginJar.load(file, copy, limit)));
    }
  }

  private static Map<Path, Stamp> files(Path folder) throws IOException {
    Map<Path, Stamp> files = new TreeMap<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
        files.put(
            jar,
            new Stamp(
                facts.size(),
                facts.lastModifiedTime().toMillis(),
                String.valueOf(facts.fileKey())));
      }
    } catch (NoSuchFileException none) {
      // No folder, or a file that went while we looked: the next look sees what is there.
      return files;
    }
    return files;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("the old copy " + file + " cannot be deleted", failure);
    }
  }
}
