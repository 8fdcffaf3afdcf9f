package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A task's files below its root: brought before it starts, taken when it has ended. */
public final class Stock {
  private final Rulings rulings;
  private final EncryptedFile codec;

  Stock(Rulings rulings, TaskKeys keys) {
    this.rulings = rulings;
    this.codec = new EncryptedFile(rulings.policy().cipher(), keys);
  }

  /**
   * Puts files where the program will see them, encrypted when its policy says so.
   *
   * @param inputs by the program's path; a folder is not copied but shared
   */
  void bring(Map<String, Path> inputs) throws IOException {
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      Path place = place(input.getKey());
      Files.createDirectories(place.getParent());
      if (Files.isDirectory(input.getValue())) {
        Files.createSymbolicLink(place, input.getValue().toRealPath());
      } else {
        bring(input.getKey(), place, input.getValue());
      }
    }
    Path work = place(rulings.policy().values(Rule.WORK).get(0));
    if (!Files.isDirectory(work)) {
      Files.createDirectories(work);
    }
    Files.createDirectories(place("C:\\temp"));
  }

  private void bring(String path, Path place, Path from) throws IOException {
    if (codec.cipher() == FileCipher.NONE) {
      Files.copy(from, place);
      return;
    }
    byte[] tag = codec.write(from, place);
    rulings.ledger().put(inRoot(path), tag, Files.size(from));
  }

  private Path place(String path) throws IOException {
    return rulings
        .root()
        .locate(path)
        .orElseThrow(() -> new IOException(path + " is no path like C:\\work\\name."));
  }

  /**
   * Copies one file as it is now, in the clear.
   *
   * @param path the folder as the program sees it
   * @param name of a file in it; nothing is done when it is not there
   * @param to an existing folder, in which it is replaced at once
   * @throws TamperedFile if it is not as the program closed it last
   */
  public void take(String path, String name, Path to) throws IOException {
    Path file = place(path).resolve(name);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Path scratch = Files.createTempFile(to.toAbsolutePath().getParent(), "brought", "");
      try {
        take(path + "\\" + name, file, scratch);
        Files.move(
            scratch,
            to.resolve(name),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(scratch);
      }
    }
  }

  /**
   * Copies what the program left in a folder of its own, in the clear.
   *
   * @param path the folder as the program sees it
   * @param to an existing folder
   * @return the names of the files that were copied
   * @throws TamperedFile if somebody else changed or took away one
   */
  public List<String> take(String path, Path to) throws IOException {
    Path from = place(path);
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      return names;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // A link may lead to a file of the host.
            if (attributes.isRegularFile()) {
              String name = from.relativize(file).toString();
              take(path + "\\" + name.replace('/', '\\'), file, to.resolve(name));
              names.add(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    checkComplete(path, names);
    return names;
  }

  private void checkComplete(String path, List<String> names) throws TamperedFile {
    Set<String> found = new HashSet<>();
    names.forEach(name -> found.add(Ledger.key(inRoot(path) + "\\" + name.replace('/', '\\'))));
    for (String known : rulings.ledger().below(inRoot(path))) {
      if (!found.contains(known)) {
        throw new TamperedFile(known);
      }
    }
  }

  private static String inRoot(String path) {
    return path.replaceFirst(":", "");
  }

  private void take(String path, Path file, Path to) throws IOException {
    Files.deleteIfExists(to);
    if (codec.cipher() == FileCipher.NONE) {
      Files.copy(file, to, LinkOption.NOFOLLOW_LINKS);
      return;
    }
    byte[] tag = codec.read(file, to);
    if (!rulings.ledger().knows(inRoot(path), tag, Files.size(to))) {
      Files.delete(to);
      throw new TamperedFile(path);
    }
  }
}
