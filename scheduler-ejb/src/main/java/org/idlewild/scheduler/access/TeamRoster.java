package org.idlewild.scheduler.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Teams;
import org.idlewild.scheduler.store.Transactions;

/** Who is in which team. Threads: any. */
@Singleton
public class TeamRoster {
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._@ -]{0,99}";

  private final Teams teams;
  private final Identities identities;
  private final Ids ids;
  private final Transactions transactions;

  @Inject
  TeamRoster(Teams teams, Identities identities, Ids ids, Transactions transactions) {
    this.teams = teams;
    this.identities = identities;
    this.ids = ids;
    this.transactions = transactions;
  }

  /**
   * Makes a team and returns its id.
   *
   * @throws Refused FORBIDDEN for all but operators, MALFORMED for a bad name, CONFLICT for a taken
   *     one
   */
  public long add(Caller by, String name, Instant now) {
    by.requireOperator();
    if (name == null || !name.matches(NAME)) {
      throw new Refused(
          Refused.Reason.MALFORMED,
          "a team needs a name of 1 to 100 letters, digits, spaces and . _ @ -");
    }
    return transactions.call(
        () -> {
          if (teams.named(name).isPresent()) {
            throw new Refused(Refused.Reason.CONFLICT, "there is a team '" + name + "' already");
          }
          long id = ids.next(Ids.Kind.TEAM);
          teams.add(new Teams.Team(id, name, now));
          return id;
        });
  }

  /**
   * Puts a user into a team, out of the one before; what was earned so far stays where it is.
   *
   * @throws Refused FORBIDDEN for all but operators, NOT_FOUND for an unknown team or user
   */
  public void join(Caller by, long team, String user) {
    by.requireOperator();
    transactions.run(
        () -> {
          if (teams.withId(team).isEmpty()) {
            throw new Refused(Refused.Reason.NOT_FOUND, "there is no team " + team);
          }
          Identities.Account account =
              identities
                  .named(user)
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no such user"));
          teams.join(account.id(), team);
        });
  }
}
