package org.idlewild.agent.evm;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The key of a task's files. It is made anew for each task and lives in memory alone, so what is
 * left on a disk cannot be read by anybody once the task is over.
 */
public final class TaskKeys implements AutoCloseable {
  static final int BYTES = 64;

  private final byte[] material;

  private TaskKeys(byte[] material) {
    this.material = material;
  }

  /** A key that nobody knows. */
  public static TaskKeys random() {
    byte[] material = new byte[BYTES];
    new SecureRandom().nextBytes(material);
    return new TaskKeys(material);
  }

  /** A key that is known. */
  static TaskKeys of(byte[] material) {
    if (material.length != BYTES) {
      throw new IllegalArgumentException("A key has " + BYTES + " bytes.");
    }
    return new TaskKeys(material.clone());
  }

  /** A copy, which the caller overwrites when done with it. */
  synchronized byte[] material() {
    return material.clone();
  }

  /** Overwrites it. */
  @Override
  public synchronized void close() {
    Arrays.fill(material, (byte) 0);
  }

  /** Does not show it. */
  @Override
  public String toString() {
    return "TaskKeys";
  }
}
