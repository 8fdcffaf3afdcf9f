package org.idlewild.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Downloaded files, named by their checksums.
 *
 * <p>INVARIANT: a file under its full name is whole and was checked; what is on its way has the
 * ending {@code .part}. The modification time is the time of the last use.
 */
public final class FileCache {
  private static final String PART = ".part";

  private final Path folder;
  private final long maxBytes;
  private final InstantSource clock;

  /** Opens a cache, making its folder if need be. */
  public FileCache(Path folder, long maxBytes, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** The file, if it is there; it counts as used now. */
  public Optional<Path> find(Blob blob) {
    Path file = folder.resolve(blob.sha256());
    try {
      if (Files.size(file) != blob.bytes()) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where a download in progress goes. */
  Path part(Blob blob) {
    return folder.resolve(blob.sha256() + PART);
  }

  /**
   * Takes in a download that is whole.
   *
   * @throws Corrupt when its checksum is wrong; it is deleted then
   */
  Path admit(Blob blob) throws IOException {
    Path part = part(blob);
    if (!Sha256.of(part).equals(blob.sha256())) {
      Files.delete(part);
      throw new Corrupt("A download does not match its checksum " + blob.sha256() + ".");
    }
    makeRunnable(part);
    Path file = folder.resolve(blob.sha256());
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Programs are run straight from here, and nobody is to write to what was checked. */
  private static void makeRunnable(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
    }
  }

  /**
   * Deletes the least recently used files until the rest fits.
   *
   * @param pinned checksums of files in use, which stay
   * @return how many went
   */
  public int evict(Set<String> pinned) throws IOException {
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    int gone = 0;
    for (Entry entry : entries) {
      if (total <= maxBytes) {
        break;
      }
      if (!pinned.contains(entry.sha256())) {
        Files.deleteIfExists(entry.file());
        total -= entry.bytes();
        gone++;
      }
    }
    return gone;
  }

  /** Checksums of the files that are here as a whole, at most so many, the last used first. */
  public List<String> newest(int most) throws IOException {
    List<String> whole =
        new ArrayList<>(entries().stream().filter(Entry::isWhole).map(Entry::sha256).toList());
    Collections.reverse(whole);
    return List.copyOf(whole.subList(0, Math.min(most, whole.size())));
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Entry.of(file).ifPresent(entries::add);
      }
    }
    entries.sort(Comparator.comparing(Entry::used));
    return entries;
  }

  private record Entry(Path file, long bytes, FileTime used) {
    static Optional<Entry> of(Path file) throws IOException {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
      } catch (NoSuchFileException e) {
        return Optional.empty(); // A download was just admitted or deleted.
      }
    }

    boolean isWhole() {
      return !file.getFileName().toString().endsWith(PART);
    }

    String sha256() {
      String name = file.getFileName().toString();
      return name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : name;
    }
  }
}
