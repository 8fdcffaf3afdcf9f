package org.idlewild.agent.evm;

import java.util.Arrays;
import java.util.Optional;

/** How a task's files are kept on disk; the order is that of the numbers on the portal's line. */
public enum FileCipher {
  /** As they are. */
  NONE("none"),
  /** 3DES, as in the paper: about a second of processor time for each 10 MB. */
  TRIPLE_DES("3des"),
  /** AES-256-XTS. */
  AES("aes");

  private final String text;

  FileCipher(String text) {
    this.text = text;
  }

  /** As policies spell it. */
  public String text() {
    return text;
  }

  /** The one that a policy's word means. */
  public static Optional<FileCipher> of(String text) {
    return Arrays.stream(values()).filter(cipher -> cipher.text.equals(text)).findFirst();
  }
}
