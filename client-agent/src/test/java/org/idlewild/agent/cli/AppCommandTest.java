package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.idlewild.agent.cli.CommandLineRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppCommandTest {
  private static final String PATCH = "PATCH /api/v1/apps/demo";
  private static final String APP =
      "{\"name\":\"demo\",\"validatorOptions\":{\"nan\":\"equal\"},\"assimilatorOptions\":{},"
          + "\"policy\":{\"weight\":200,\"footprint\":{\"processes\":8}},\"versions\":["
          + "{\"version\":3,\"platform\":\"java\",\"planClass\":{\"name\":\"mt4\",\"processors\":4,"
          + "\"features\":[\"avx2\",\"fma\"],\"speed\":2.5}}]}";

  private final FakeServer server = new FakeServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sendsWhatIsSetAndNothingElse() {
    server.answers(PATCH, 200, APP);

    Result result =
        run(
            "set",
            "demo",
            "weight=200",
            "beta=true",
            "credit=fixed",
            "fixedCredit=12.5",
            "footprint.memoryBytes=1048576",
            "validator.nan=equal",
            "validator.old=",
            "assimilator.to=a=b");

    assertThat(result.status()).isZero();
    assertThat(server.asked(PATCH).get(0).text())
        .isEqualTo(
            "{\"policy\":{\"weight\":200,\"beta\":true,\"credit\":\"fixed\",\"fixedCredit\":12.5,"
                + "\"footprint\":{\"memoryBytes\":1048576}},"
                + "\"validatorOptions\":{\"nan\":\"equal\",\"old\":null},"
                + "\"assimilatorOptions\":{\"to\":\"a=b\"}}");
  }

  @Test
  void showsSettingsAndVersions() {
    server.answers("GET /api/v1/apps/demo", 200, APP);

    Result result = run("show", "demo");

    assertThat(result.out())
        .containsPattern("footprint.processes +8\\n")
        .containsPattern("validator.nan +equal\\n")
        .containsPattern("weight +200\\n")
        .containsPattern("3 +java +mt4 +4 +avx2 fma\\n");
  }

  @ParameterizedTest
  @CsvSource({
    "weight",
    "=5",
    "weight=heavy",
    "weight=",
    "weight=1e9",
    "beta=yes",
    "colour=red",
    "footprint.colour=1",
    "footprint=1",
    "policy=1"
  })
  void aBadSettingIsOneSentenceAndNothingIsSent(String setting) {
    Result result = run("set", "demo", setting);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aNameThatIsNoneIsNotSent() {
    assertThat(run("show", "../me").status()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void theServersRefusalIsShown() {
    server.refuses(PATCH, 400, "weight is a number from 1 to 1000, not 0");

    Result result = run("set", "demo", "weight=0");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("weight is a number from 1 to 1000");
  }

  private Result run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "app";
    System.arraycopy(args, 0, all, 1, args.length);
    return new CommandLineRun(server).run(all);
  }
}
