package org.idlewild.web.boinc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.scheduler.settings.ClientSettings;

/** A project's keys, in a folder as an operator lays them. */
final class TestKeys {
  static final LegacyPrivateKey CODE = LegacyPrivateKey.generate(new SecureRandom());
  static final LegacyPrivateKey UPLOAD = LegacyPrivateKey.generate(new SecureRandom());
  static final LegacyPrivateKey MANAGER = LegacyPrivateKey.generate(new SecureRandom());

  private TestKeys() {}

  static Map<String, String> files() {
    return Map.of(
        "code_sign_public", CODE.publicKey().text(),
        "upload_private", UPLOAD.text(),
        "upload_public", UPLOAD.publicKey().text(),
        "account_manager_private", MANAGER.text(),
        "account_manager_public", MANAGER.publicKey().text());
  }

  /** Of a project that serves clients. */
  static ProjectKeys in(Path folder) {
    files().forEach((name, text) -> write(folder.resolve(name), text));
    return new ProjectKeys(new ClientSettings(folder, Optional.empty(), "Grid", false, false));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
