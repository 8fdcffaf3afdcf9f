package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.work.StoredFile;

/** Files that the server itself makes, such as merged outputs. */
@Singleton
public class Scratch {
  private final FileStore files;

  @Inject
  Scratch(FileStore files) {
    this.files = files;
  }

  /** Writes a file. */
  @FunctionalInterface
  public interface Writer<X extends Exception> {
    void write(OutputStream out) throws IOException, X;
  }

  /** Makes a file and hashes it; when writing fails nothing is left. */
  public <X extends Exception> Arrivals.Arrived make(Writer<X> writer) throws IOException, X {
    Path path = files.temporary();
    boolean made = false;
    try {
      try (OutputStream out = Files.newOutputStream(path)) {
        writer.write(out);
      }
      StoredFile file = Digests.of(path);
      made = true;
      return new Arrivals.Arrived(file, path);
    } finally {
      if (!made) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Uses a folder of its own. */
  @FunctionalInterface
  public interface Use<T, X extends Exception> {
    T in(Path folder) throws IOException, X;
  }

  /** Lends an empty folder, which is deleted afterwards with all that is in it. */
  public <T, X extends Exception> T inFolder(Use<T, X> use) throws IOException, X {
    Path folder = files.temporaryFolder();
    try {
      return use.in(folder);
    } finally {
      FileStore.deleteAll(folder);
    }
  }

  /** Throws a file away that was not kept. */
  public void discard(Arrivals.Arrived arrived) throws IOException {
    Files.deleteIfExists(arrived.path());
  }
}
