package org.idlewild.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Wraps a program with its libraries from files into a folder.
 *
 * @param signature what becomes of signatures
 * @param shims the virtual machine's libraries, for each machine that may occur
 * @param seal what the manifest is sealed with
 */
public record Wrap(Signature signature, Map<Machine, byte[]> shims, Seal seal) {

  /** How many files are wrapped at once. */
  public static final int MOST_FILES = 1000;

  private static final long MOST_BYTES = 1L << 30;

  public Wrap {
    shims = Map.copyOf(shims);
  }

  /**
   * Wraps files; nothing is written unless all of them can be wrapped, and the manifest is written
   * last.
   *
   * @param originals a program and the libraries it needs beyond those of Windows; they are left as
   *     they are
   * @param out a folder that does not exist, is empty, or holds what was wrapped before
   * @return each file's look into its code, by name
   * @throws WrapRefused if a file cannot be wrapped, a library is missing, or the folder holds
   *     something else
   */
  public Map<String, Scan> files(List<Path> originals, Path out) throws IOException, WrapRefused {
    checkFolder(originals, out);
    List<Candidate> all = candidates(originals);
    checkComplete(all);
    addShims(all);
    Manifest manifest = new Manifest(all.stream().map(Candidate::listed).toList());
    Files.createDirectories(out);
    Files.deleteIfExists(out.resolve(Manifest.NAME));
    for (Candidate each : all) {
      replace(out.resolve(each.name()), each.bytes());
    }
    replace(out.resolve(Manifest.NAME), manifest.bytes(seal));
    return all.stream().collect(Collectors.toMap(Candidate::name, Candidate::scan));
  }

  /**
   * Looks whether files can be wrapped and then be mediated for sure; writes nothing, and needs no
   * library of the virtual machine.
   *
   * @throws WrapRefused if a file cannot be wrapped or is a .NET program, or a library is missing
   */
  public void check(List<Path> originals) throws IOException, WrapRefused {
    List<Candidate> all = candidates(originals);
    for (Candidate each : all) {
      if (each.isDotNet()) {
        throw new WrapRefused(
            each.name()
                + " is a .NET program; expected one of machine code, which can be mediated.");
      }
    }
    checkComplete(all);
  }

  private static void checkFolder(List<Path> originals, Path out) throws IOException, WrapRefused {
    if (!Files.exists(out)) {
      return;
    }
    for (Path original : originals) {
      Path folder = original.toAbsolutePath().getParent();
      if (folder != null && Files.exists(folder) && Files.isSameFile(folder, out)) {
        throw new WrapRefused(
            out + " holds the original " + original.getFileName() + ": choose another folder.");
      }
    }
    if (!Files.isDirectory(out)) {
      throw new WrapRefused(out + " is no folder.");
    }
    try (Stream<Path> inside = Files.list(out)) {
      if (inside.findAny().isPresent() && !Files.exists(out.resolve(Manifest.NAME))) {
        throw new WrapRefused(
            out + " holds other files; expected a new or empty folder, or one of wrapped files.");
      }
    }
  }

  private List<Candidate> candidates(List<Path> originals) throws IOException, WrapRefused {
    if (originals.isEmpty() || originals.size() > MOST_FILES) {
      throw new WrapRefused(
          originals.size() + " files were given; expected 1 to " + MOST_FILES + ".");
    }
    List<Candidate> all = new ArrayList<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    long bytes = 0;
    for (Path original : originals) {
      String name = name(original);
      if (!names.add(name)) {
        throw new WrapRefused("Two files are called " + name + ".");
      }
      bytes += size(original);
      if (bytes > MOST_BYTES) {
        throw new WrapRefused("The files are larger than 1 GiB together.");
      }
      all.add(Candidate.wrapped(name, Files.readAllBytes(original), signature));
    }
    return all;
  }

  private static String name(Path original) throws WrapRefused {
    Path last = original.getFileName();
    String name = last == null ? "" : last.toString();
    if (!Manifest.isName(name)
        || Wrapping.isOurs(name)
        || name.toLowerCase(Locale.ROOT).equals(Manifest.NAME)) {
      throw new WrapRefused("A program to be wrapped cannot be called '" + name + "'.");
    }
    return name;
  }

  private static long size(Path original) throws IOException, WrapRefused {
    if (!Files.isRegularFile(original)) {
      throw new WrapRefused(original + " is not a file.");
    }
    long size = Files.size(original);
    if (size > Pe.LARGEST) {
      throw new WrapRefused(original + " is larger than 512 MiB.");
    }
    return size;
  }

  private static void checkComplete(List<Candidate> all) throws WrapRefused {
    for (Candidate each : all) {
      Set<String> missing = each.missing(all);
      if (!missing.isEmpty()) {
        throw new WrapRefused(
            each.name()
                + " needs "
                + String.join(", ", missing)
                + ", which Windows does not bring: give them too.");
      }
    }
  }

  private void addShims(List<Candidate> all) throws WrapRefused {
    Set<Machine> machines = all.stream().map(Candidate::machine).collect(Collectors.toSet());
    for (Machine machine : Machine.values()) {
      if (machines.contains(machine)) {
        byte[] shim = shims.get(machine);
        if (shim == null) {
          throw new WrapRefused("There is no " + machine.shim() + " to put beside the programs.");
        }
        all.add(Candidate.shim(machine, shim));
      }
    }
  }

  // A link in the folder is replaced; what it points to might be an original.
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
