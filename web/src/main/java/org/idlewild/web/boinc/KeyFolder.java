package org.idlewild.web.boinc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.protocol.boinc.LegacyPublicKey;
import org.idlewild.protocol.boinc.Succession;

/** The folder in which an operator lays a project's keys. */
final class KeyFolder {
  private static final String CODE = "code_sign_public";
  private static final String UPLOAD = "upload";
  private static final String ACCOUNT_MANAGER = "account_manager";
  private static final int LONGEST = 10_000;

  private static final Set<PosixFilePermission> OF_THE_OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  boolean isThere() {
    return Files.isDirectory(folder);
  }

  /** Changes whenever a file comes, goes or is written. */
  List<String> stamp() throws IOException {
    List<String> stamps = new ArrayList<>();
    List<Path> files = new ArrayList<>(files(folder));
    files.addAll(files(successions()));
    for (Path file : files) {
      BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
      stamps.add(file + " " + read.lastModifiedTime() + " " + read.size() + permissions(file));
    }
    return stamps;
  }

  KeySet read() throws BadKeys, IOException {
    LegacyPublicKey code = key(folder.resolve(CODE), LegacyPublicKey::of);
    return new KeySet(code, successions(code), pair(UPLOAD), pair(ACCOUNT_MANAGER));
  }

  private LegacyPrivateKey pair(String name) throws BadKeys, IOException {
    Path file = folder.resolve(name + "_private");
    LegacyPrivateKey secret = key(file, LegacyPrivateKey::of);
    if (!OF_THE_OWNER.containsAll(permissions(file))) {
      throw new BadKeys(file + " must be readable by its owner alone (chmod 600).");
    }
    if (!key(folder.resolve(name + "_public"), LegacyPublicKey::of).equals(secret.publicKey())) {
      throw new BadKeys(name + "_public does not belong to " + file + ".");
    }
    return secret;
  }

  private Map<LegacyPublicKey, String> successions(LegacyPublicKey code)
      throws BadKeys, IOException {
    Map<LegacyPublicKey, String> all = new HashMap<>();
    for (Path file : files(successions())) {
      Succession succession = key(file, Succession::of);
      if (!succession.leadsTo(code)) {
        throw new BadKeys(file + " must hold a former key and its signature of " + CODE + ".");
      }
      all.put(succession.former(), succession.signature());
    }
    return all;
  }

  private Path successions() {
    return folder.resolve("succession");
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static <K> K key(Path file, Function<String, K> reader) throws BadKeys, IOException {
    try {
      return reader.apply(text(file));
    } catch (IllegalArgumentException e) {
      throw new BadKeys(file + " is no key file: " + e.getMessage() + ".");
    }
  }

  private static String text(Path file) throws BadKeys, IOException {
    try {
      if (Files.size(file) > LONGEST) {
        throw new BadKeys(file + " is no key file: it is too long.");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new BadKeys(file + " is missing ('./idlewild keys' makes it).");
    }
  }

  /** None where files have no such permissions. */
  private static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        ? Files.getPosixFilePermissions(file)
        : Set.of();
  }
}
