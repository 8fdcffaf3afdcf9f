package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.ClientPreferences;
import org.idlewild.scheduler.access.GlobalPreferences;
import org.idlewild.scheduler.access.PreferenceChoice;

/** What an owner wants of all his clients goes from each to the others, the newest for good. */
@Singleton
class OwnersWishes {
  private final ClientPreferences preferences;

  @Inject
  OwnersWishes(ClientPreferences preferences) {
    this.preferences = preferences;
  }

  /**
   * Takes a client's, or gives it the account's.
   *
   * @param theirs what the client has from a project
   * @param address ours, by which those that it has from here are known
   * @return what it is to be sent; empty when it has the newest
   */
  Optional<String> exchange(Caller caller, Optional<Element> theirs, String address, Instant now) {
    Optional<ClientPreferences.Stored> ours = preferences.of(caller.userId());
    Optional<Instant> since =
        theirs.map(them -> Instant.ofEpochSecond(Math.max(0, them.whole("mod_time"))));
    boolean own = theirs.filter(them -> them.word("source_project").equals(address)).isPresent();
    PreferenceChoice choice =
        PreferenceChoice.of(ours.map(ClientPreferences.Stored::since), since, own, now);
    return switch (choice) {
      case TAKE -> take(caller, theirs.orElseThrow(), since.orElseThrow());
      case SEND -> ours.map(ClientPreferences.Stored::text);
      case KEEP -> Optional.empty();
    };
  }

  private Optional<String> take(Caller caller, Element theirs, Instant since) {
    preferences.put(caller.userId(), GlobalPreferences.ofClient(theirs.raw()), since);
    return Optional.empty();
  }
}
