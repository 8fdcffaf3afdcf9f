package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.protocol.boinc.Succession;

/**
 * A project's keys for BOINC's clients in a folder: what goes to the server in one part, what must
 * never go there in another.
 */
public final class ClientKeys {
  private static final String CODE = "code_sign";
  private static final List<String> OF_THE_SERVER = List.of("upload", "account_manager");
  private static final String SECRET = "_private";
  private static final String OPEN = "_public";
  private static final String FORMER = "former";

  private final Path folder;

  /** In a folder that may not be there yet. */
  public ClientKeys(Path folder) {
    this.folder = folder;
  }

  /** What stays away from all networks. */
  public Path offline() {
    return folder.resolve("offline");
  }

  /** What the server needs. */
  public Path server() {
    return folder.resolve("server");
  }

  /** The key that programs are signed with. */
  public LegacyPrivateKey code() {
    return read(offline().resolve(CODE + SECRET));
  }

  /** Makes all keys. */
  public void make(SecureRandom random) throws IOException {
    createFolders();
    for (String name : OF_THE_SERVER) {
      LegacyPrivateKey key = LegacyPrivateKey.generate(random);
      writeSecret(server().resolve(name + SECRET), key);
      writeOpen(server().resolve(name + OPEN), key.publicKey().text());
    }
    makeCode(LegacyPrivateKey.generate(random));
  }

  /** Makes a new key for code, that each former key of a folder leads to; the others stay. */
  public void succeed(ClientKeys old, SecureRandom random) throws IOException {
    List<LegacyPrivateKey> former = old.codeKeys();
    createFolders();
    for (String name : OF_THE_SERVER) {
      LegacyPrivateKey key = read(old.server().resolve(name + SECRET));
      writeSecret(server().resolve(name + SECRET), key);
      writeOpen(server().resolve(name + OPEN), key.publicKey().text());
    }
    LegacyPrivateKey present = LegacyPrivateKey.generate(random);
    makeCode(present);
    createPrivate(offline().resolve(FORMER));
    createPrivate(server().resolve("succession"));
    for (int i = 0; i < former.size(); i++) {
      String name = String.valueOf(i + 1);
      writeSecret(offline().resolve(FORMER).resolve(name), former.get(i));
      Succession succession = Succession.of(former.get(i), present.publicKey());
      writeOpen(server().resolve("succession").resolve(name), succession.text());
    }
  }

  /** How many former keys lead to the present one. */
  public int formerKeys() throws IOException {
    return former().size();
  }

  /** Reads a private key that {@link #make} wrote. */
  public static LegacyPrivateKey read(Path file) {
    try {
      return LegacyPrivateKey.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw CommandFailed.failed("The key file %s cannot be read.", file);
    } catch (IllegalArgumentException e) {
      throw CommandFailed.failed(
          "%s is expected to hold a private key as 'idlewild keys' makes it: %s.",
          file, e.getMessage());
    }
  }

  private List<LegacyPrivateKey> codeKeys() throws IOException {
    List<LegacyPrivateKey> keys = new ArrayList<>();
    for (Path file : former()) {
      keys.add(read(file));
    }
    keys.add(code());
    return keys;
  }

  private List<Path> former() throws IOException {
    Path kept = offline().resolve(FORMER);
    if (!Files.isDirectory(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.sorted().toList();
    }
  }

  private void createFolders() throws IOException {
    if (Files.exists(folder)) {
      throw CommandFailed.failed("%s is there already; keys are never overwritten.", folder);
    }
    createPrivate(folder);
    createPrivate(offline());
    createPrivate(server());
  }

  private void makeCode(LegacyPrivateKey key) throws IOException {
    writeSecret(offline().resolve(CODE + SECRET), key);
    writeOpen(server().resolve(CODE + OPEN), key.publicKey().text());
  }

  private static void writeSecret(Path file, LegacyPrivateKey key) throws IOException {
    Files.createFile(file, of("rw-------"));
    Files.writeString(file, key.text(), StandardOpenOption.WRITE);
  }

  private static void writeOpen(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
  }

  private static void createPrivate(Path created) throws IOException {
    Files.createDirectories(created, of("rwx------"));
  }

  private static FileAttribute<?> of(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
