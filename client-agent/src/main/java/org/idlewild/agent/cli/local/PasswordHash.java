package org.idlewild.agent.cli.local;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.idlewild.protocol.boinc.Signing;

/** What BOINC's clients send in a password's place. It is as good as the password itself. */
public final class PasswordHash {
  private PasswordHash() {}

  /** The MD5 sum of the password and the e-mail in small letters. */
  public static String of(String email, String password) {
    String salted = password + email.strip().toLowerCase(Locale.ROOT);
    return Signing.digest(salted.getBytes(StandardCharsets.UTF_8));
  }
}
