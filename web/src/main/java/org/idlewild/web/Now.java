package org.idlewild.web;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** The server's clock as requests see it: the only class of the WAR that reads it. */
@Singleton
public class Now implements InstantSource {
  @Override
  public Instant instant() {
    return Instant.now();
  }
}
