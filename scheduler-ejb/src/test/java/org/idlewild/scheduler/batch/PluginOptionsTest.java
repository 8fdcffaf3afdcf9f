package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.idlewild.scheduler.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginOptionsTest {
  private static final String WHAT = "validatorOptions";

  @Test
  void whatIsSaidIsAddedAndWhatIsNullIsTakenAway() {
    Map<String, String> said = new HashMap<>();
    said.put("absolute", "1e-6");
    said.put("relative", null);

    assertThat(PluginOptions.of(said, Map.of("relative", "0", "nan", "equal"), WHAT))
        .isEqualTo(Map.of("absolute", "1e-6", "nan", "equal"));
    assertThat(PluginOptions.of(null, Map.of("a", "b"), WHAT)).isEqualTo(Map.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a=b", "a b", "a\n", "-a", "\u00e4"})
  void aNameIsAWord(String name) {
    refused(Map.of(name, "x"));
  }

  @Test
  void aNameHas60CharactersAtMost() {
    assertThat(PluginOptions.of(Map.of("x".repeat(60), ""), Map.of(), WHAT)).hasSize(1);
    refused(Map.of("x".repeat(61), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "\u0085"})
  void aValueIsOneLineOfText(String value) {
    refused(Map.of("a", value));
  }

  @Test
  void aValueHas400CharactersAtMost() {
    assertThat(PluginOptions.of(Map.of("a", "x".repeat(400)), Map.of(), WHAT)).hasSize(1);
    refused(Map.of("a", "x".repeat(401)));
  }

  @Test
  void thereAre32OptionsAtMost() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 32; i++) {
      many.put("o" + i, "x");
    }
    assertThat(PluginOptions.of(many, Map.of(), WHAT)).hasSize(32);
    many.put("more", "x");
    refused(many);
  }

  private static void refused(Map<String, String> options) {
    assertThat(assertRefused(Reason.MALFORMED, () -> PluginOptions.of(options, Map.of(), WHAT)))
        .hasMessageContaining(WHAT);
  }
}
