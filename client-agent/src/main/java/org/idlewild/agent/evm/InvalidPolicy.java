package org.idlewild.agent.evm;

/** A policy that cannot be read; the message names the line and what was expected. */
public final class InvalidPolicy extends Exception {
  private static final long serialVersionUID = 1;

  InvalidPolicy(String sentence) {
    super(sentence);
  }
}
