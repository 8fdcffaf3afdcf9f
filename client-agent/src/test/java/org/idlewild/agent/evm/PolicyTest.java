package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  @Test
  void theUsualOneGrantsItsOwnFilesAndTheSystemsAndNoNetwork() {
    assertThat(Policy.usual().text().lines())
        .contains("work C:\\work", "read C:\\windows", "cipher none", "net none", "heartbeat 10");
  }

  @Test
  void whatIsOnceIsReplacedAndWhatIsRepeatedIsAdded() throws InvalidPolicy {
    Policy policy =
        Policy.usual().with("# more\n\ncipher aes\nread C:\\data\nheartbeat 5\nprocesses 3\n");

    assertThat(policy.cipher()).isEqualTo(FileCipher.AES);
    assertThat(policy.values(Rule.READ)).containsExactly("C:\\windows", "C:\\data");
    assertThat(policy.number(Rule.PROCESSES)).contains(3L);
    assertThat(policy.values(Rule.HEARTBEAT)).containsExactly("5");
  }

  @Test
  void anAddressTakesThePlaceOfNone() throws InvalidPolicy {
    Policy policy = Policy.usual().with("net 10.0.0.1:80").with("net 10.0.0.2:80");

    assertThat(policy.values(Rule.NET)).containsExactly("10.0.0.1:80", "10.0.0.2:80");
    assertThat(policy.with("net none").values(Rule.NET)).containsExactly("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense 1",
        "work",
        "work C:/work",
        "work work",
        "cipher rot13",
        "net example.org:80",
        "net 10.0.0.1",
        "heartbeat 0",
        "heartbeat -1",
        "threads many",
        "binary C:\\a.exe 12",
        "windows hidden",
        "WORK C:\\work"
      })
  void aLineThatIsNotUnderstoodIsNamedByItsNumber(String line) {
    assertThatExceptionOfType(InvalidPolicy.class)
        .isThrownBy(() -> Policy.usual().with("heartbeat 5\n" + line))
        .withMessageStartingWith("Line 2: ");
  }

  @Test
  void aPolicyThatIsTooLongIsNotRead() {
    assertThatExceptionOfType(InvalidPolicy.class)
        .isThrownBy(() -> Policy.usual().with("heartbeat 5\n".repeat(10_000)));
  }
}
