package org.idlewild.agent.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.wrapper.Seal;

/** The key with which manifests of wrapped programs are sealed. */
public final class SealingKey {
  private static final int LARGEST = 1 << 14;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----\\s([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private SealingKey() {}

  /** Reads a key as {@code openssl genpkey -algorithm ed25519} writes it. */
  public static Seal read(Path file) {
    try {
      String text =
          Files.size(file) > LARGEST ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
      Matcher pem = PEM.matcher(text);
      if (pem.find()) {
        byte[] key = Base64.getMimeDecoder().decode(pem.group(1));
        return Seal.key(
            KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key)));
      }
    } catch (IOException e) {
      throw CommandFailed.failed("The key file %s cannot be read.", file);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Told below.
    }
    throw CommandFailed.failed(
        "%s is expected to hold a private Ed25519 key in PEM, as 'openssl genpkey -algorithm"
            + " ed25519' writes it.",
        file);
  }
}
