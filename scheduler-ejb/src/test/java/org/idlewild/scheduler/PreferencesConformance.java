package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.idlewild.scheduler.access.ClientPreferences;
import org.idlewild.scheduler.access.GlobalPreferences;
import org.junit.jupiter.api.Test;

/** Preferences of BOINC clients' owners, on every database. */
abstract class PreferencesConformance extends GridConformance {
  private static final GlobalPreferences HALF = cpus(50);
  private static final GlobalPreferences ALL = cpus(100);

  @Test
  void anOwnersWishesAreKept() {
    assertThat(preferences().of(alphaOwner.userId())).isEmpty();

    preferences().put(alphaOwner, HALF, grid.now());

    assertThat(preferences().of(alphaOwner.userId()))
        .hasValueSatisfying(
            stored -> {
              assertThat(stored.text()).isEqualTo(HALF.text(grid.now().getEpochSecond()));
              assertThat(stored.since()).isEqualTo(grid.now());
            });
    assertThat(preferences().of(researcher.userId())).isEmpty();
  }

  @Test
  void theNewestHold() {
    long account = alphaOwner.userId();
    preferences().put(alphaOwner, HALF, grid.now());

    preferences().put(account, ALL, grid.now().minusSeconds(1));
    assertThat(preferences().of(account).orElseThrow().text()).contains("50.000000");

    grid.advance(Duration.ofSeconds(1));
    preferences().put(account, ALL, grid.now());
    assertThat(preferences().of(account).orElseThrow().text()).contains("100.000000");
  }

  private ClientPreferences preferences() {
    return grid.get(ClientPreferences.class);
  }

  private static GlobalPreferences cpus(int part) {
    return GlobalPreferences.of(
        "<global_preferences><max_ncpus_pct>" + part + "</max_ncpus_pct></global_preferences>");
  }
}
