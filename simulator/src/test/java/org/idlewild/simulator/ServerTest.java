package org.idlewild.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.junit.jupiter.api.Test;

class ServerTest {
  @Test
  void everyPassOfTheServerRunsInTheSimulator() throws IOException, SQLException {
    try (Site site = new Site()) {
      Server server = new Server(site, new Chance(1), Map.of(), beans -> {});

      assertThat(Server.PASSES.stream().map(server::get).map(Pass::name))
          .containsExactlyInAnyOrder(PassName.values());
    }
  }
}
