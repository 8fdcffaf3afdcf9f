package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.work.ClientTerms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoincRuleTest {

  @ParameterizedTest(name = "{0}, api {1}, clients {2}, EVM required {3}: {4}")
  @CsvSource({
    "linux-x86_64,,, false, LAUNCHED",
    "linux-x86_64, false,, false, LAUNCHED",
    "linux-x86_64,, true, false, LAUNCHED",
    "linux-x86_64, true,, false, API",
    "linux-x86_64, true, true, false, API",
    "linux-x86_64,, false, false, NONE",
    "linux-x86_64, false, false, false, NONE",
    "windows-x86_64,,, false, NONE",
    "windows-x86_64, true,, false, API",
    "windows-x86, true, true, false, API",
    "windows-x86_64,,, true, NONE",
    "windows-x86_64,, true, true, NONE",
    "java,,, false, NONE",
    "java,, false, false, NONE"
  })
  void aClientRunsWhatItCan(
      String platform, Boolean api, Boolean clients, boolean evm, ClientTerms.Way way) {
    assertThat(new BoincRule(api, clients).checked(platform, evm)).isEqualTo(ClientTerms.of(way));
  }

  @ParameterizedTest(name = "{0}, api {1}, clients {2}, EVM required {3}: {4}")
  @CsvSource({
    "linux-x86_64, true, false, false, clients is false",
    "windows-x86_64, true,, true, evm required",
    "java, true,, false, programs of their own machine",
    "java,, true, false, programs of Linux",
    "windows-x86_64,, true, false, those of Windows that have api"
  })
  void whatNoClientCouldRunIsSaid(
      String platform, Boolean api, Boolean clients, boolean evm, String saying) {
    assertThat(
            assertRefused(
                Reason.MALFORMED, () -> new BoincRule(api, clients).checked(platform, evm)))
        .hasMessageContaining(saying);
  }
}
