package org.idlewild.scheduler.access;

import java.time.Instant;

/** A token that lets one host join, once. */
public record Enrolment(String token, String user, Instant expires) {
  @Override
  public String toString() {
    return "Enrolment[" + user + ", " + expires + "]";
  }
}
