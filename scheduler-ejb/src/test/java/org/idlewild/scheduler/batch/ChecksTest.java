package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import org.idlewild.scheduler.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @ValueSource(strings = {"9", "_x", "a.b.c", "out-1_2.tar.gz", "a.", "A._.b"})
  void aNameThatEverySystemAndClientTakesIsTaken(String name) {
    assertThat(Checks.plainName(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/etc/passwd",
        "a\\b",
        ".hidden",
        "-x",
        "a b",
        "a\nb",
        "a\0",
        "\u00e4",
        "C:x",
        "a%20b"
      })
  void aNameThatCouldLeadElsewhereIsRefused(String name) {
    refused(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "a..", "a...b", "x.1..2.y"})
  void aNameThatBoincsClientsRefuseIsRefused(String name) {
    refused(name);
  }

  @Test
  void aNameHas120CharactersAtMost() {
    assertThat(Checks.plainName("x".repeat(120))).hasSize(120);

    refused("x".repeat(121));
  }

  private static void refused(String name) {
    assertThat(assertRefused(Reason.MALFORMED, () -> Checks.plainName(name)))
        .hasMessageStartingWith("a file name has 1 to 120 letters, digits and . _ -");
  }
}
