package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.ClientPreferences;
import org.idlewild.scheduler.access.GlobalPreferences;
import org.idlewild.web.Now;
import org.idlewild.web.http.ProblemException;

/** What the caller wants of all BOINC clients of the account. */
@Singleton
@Path("account/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PreferencesResource {
  @Inject private ClientPreferences preferences;
  @Inject private Identity identity;
  @Inject private Now now;

  /** Preferences in BOINC's elements. */
  public record PreferencesBody(String preferences) {}

  /** Preferences, and when they were last changed. */
  public record Preferences(String preferences, Instant changed) {
    private static Preferences of(ClientPreferences.Stored stored) {
      return new Preferences(stored.text(), stored.since());
    }
  }

  /** The account's. */
  @GET
  public Preferences get() {
    return preferences
        .of(identity.caller().userId())
        .map(Preferences::of)
        .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "you have set no preferences"));
  }

  /** Changes them; clients get them with their next exchange. */
  @PUT
  public Preferences put(PreferencesBody given) {
    PreferencesBody body = Bodies.present(given);
    if (body.preferences() == null) {
      throw ProblemException.malformed("\"preferences\" is needed.");
    }
    return Preferences.of(
        preferences.put(
            identity.caller(), GlobalPreferences.of(body.preferences()), now.instant()));
  }
}
