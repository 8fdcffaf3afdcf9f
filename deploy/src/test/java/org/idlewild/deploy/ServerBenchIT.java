package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.idlewild.load.cli.Main;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What measures the server, at a real one, for a short while. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServerBenchIT {

  @ParameterizedTest(name = "hosts that speak {0} at quorum {1}")
  @CsvSource({"json, 2", "boinc, 1"})
  void whatWasMeasuredIsToldAndNothingWasLostOrSentTwice(String dialect, int quorum)
      throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            ("server --workunits 100 --hosts 4 --connections 2 --seconds 2 --warm-up 1 --with-floor"
                    + " --json --dialect "
                    + dialect
                    + " --quorum "
                    + quorum)
                .split(" "));

    assertThat(status).as("%s%n%s", out, err).isZero();
    assertThat(out.toString()).hasLineCount(1);
    JsonNode told = new ObjectMapper().readTree(out.toString());
    assertThat(told.at("/server/workunits").asLong()).as("%s", told).isPositive();
    assertThat(told.at("/millis/p50").asDouble()).as("%s", told).isPositive();
    assertThat(told.at("/server/perWorkunit/redoBytes").asDouble()).as("%s", told).isPositive();
    assertThat(told.at("/floor/workunits").asLong()).as("%s", told).isPositive();
    assertThat(told.at("/ratios/cpuSeconds").asDouble()).as("%s", told).isPositive();
    assertThat(values(told.path("checks"))).hasSize(6).containsOnly(0L);
  }

  private static List<Long> values(JsonNode checks) {
    List<Long> values = new ArrayList<>();
    checks.forEach(check -> values.add(check.asLong()));
    return values;
  }
}
