package org.idlewild.agent.sandbox;

/**
 * What an application asks of the virtual machine of Windows programs.
 *
 * @param stripSignature whether signatures may be cut out of its programs
 * @param policy lines of a policy, added to the usual ones
 */
public record EvmTerms(boolean stripSignature, String policy) {
  /** Of an application that says nothing. */
  public static final EvmTerms USUAL = new EvmTerms(false, "cipher aes\nprocesses 1\n");
}
