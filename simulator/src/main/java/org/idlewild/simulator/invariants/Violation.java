package org.idlewild.simulator.invariants;

/**
 * A broken invariant.
 *
 * @param name of the invariant
 * @param sentence what should hold
 * @param found what was found instead
 */
public record Violation(String name, String sentence, String found) {
  @Override
  public String toString() {
    return name + ": " + sentence + "; found: " + found;
  }
}
