package org.idlewild.simulator;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries requests and replies; loses, delays and repeats them. */
final class Network {
  /** A host waits this long for a reply. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Agenda agenda;
  private final Chance chance;
  private Scenario.Weather weather;

  Network(Agenda agenda, Chance chance, Scenario.Weather weather) {
    this.agenda = agenda;
    this.chance = chance;
    this.weather = weather;
  }

  /** From now on nothing is lost. */
  void clear() {
    weather = Scenario.Weather.FAIR;
  }

  /**
   * Sends a request.
   *
   * @param server what the server does when it comes, each time; null when it dies of it
   * @param reply what the host does with an answer
   */
  <T> void carry(Supplier<T> server, Consumer<T> reply) {
    int copies = chance.percent(weather.lost()) ? 0 : chance.percent(weather.repeated()) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      agenda.in(delay(), () -> arrive(server, reply));
    }
  }

  private <T> void arrive(Supplier<T> server, Consumer<T> reply) {
    T answer = server.get();
    if (answer != null && !chance.percent(weather.lost())) {
      agenda.in(delay(), () -> reply.accept(answer));
    }
  }

  private Duration delay() {
    return chance.percent(weather.late())
        ? chance.between(Duration.ofMinutes(1), Duration.ofHours(30))
        : chance.between(Duration.ofMillis(10), Duration.ofSeconds(20));
  }
}
