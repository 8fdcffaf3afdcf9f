package org.idlewild.scheduler.access;

import java.time.Duration;

/** What a host shows with each request, and how long it is good for. */
public record Session(String token, Duration lifetime) {
  @Override
  public String toString() {
    return "Session[" + lifetime + "]";
  }
}
