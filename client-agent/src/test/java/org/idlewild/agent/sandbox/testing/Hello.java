package org.idlewild.agent.sandbox.testing;

/** A program for sandboxes. */
public final class Hello {
  private Hello() {}

  /** Greets. */
  public static void main(String[] arguments) {
    System.out.println("Hello " + arguments[0] + " from " + System.getProperty("user.dir"));
  }
}
