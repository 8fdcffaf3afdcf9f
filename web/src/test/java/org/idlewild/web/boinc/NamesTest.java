package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String SHA = "0123456789abcdef".repeat(4);

  private final Names names = names("secret");

  /** Marks that depend on all that they are made of. */
  private static Names names(String secret) {
    return new Names(
        (purpose, text) -> {
          int hash = (secret + purpose + text).hashCode();
          return String.format("%032x", (long) hash & 0xffffffffL);
        });
  }

  @Test
  void aResultsNameLeadsBackToIt() {
    String name = Names.result("my-app", 12, 34);

    assertThat(name).isEqualTo("my-app_12_34").startsWith(Names.workunit("my-app", 12));
    assertThat(Names.result(name)).contains(34L);
  }

  @Test
  void anOutputsNameLeadsBackToItWhateverItIsCalled() {
    for (String plain : new String[] {"stdout", "a_b_3_4.txt", "x-1_2_3", "9"}) {
      String name = names.output(Names.result("app", 1, 2), plain);
      assertThat(names.output(name)).contains(new Names.Output(2, plain));
    }
  }

  @Test
  void nobodyCanMakeUpTheNameOfAnOutput() {
    String name = names.output("app_1_2", "stdout");

    assertThat(names.output(name.replace("app_1_2_", "app_1_3_"))).isEmpty();
    assertThat(names.output(name.replace("stdout", "stderr"))).isEmpty();
    assertThat(names("another").output(name)).isEmpty();
  }

  @Test
  void aMarkForSendingIsOfNoUseForFetching() {
    String name = names.output("app_1_2", "stdout");
    String mark = name.substring("app_1_2_".length(), name.length() - "_stdout".length());

    assertThat(names.isFetchMark(mark, "app_1_2 stdout")).isFalse();
    assertThat(name.replace(mark, names.fetchMark("app_1_2 stdout")))
        .satisfies(forged -> assertThat(names.output(forged)).isEmpty());
  }

  @Test
  void anOutputThatNoClientTakesIsNone() {
    assertThat(names.output(names.output("app_1_2", "a..b"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "w0_0",
        "app_1",
        "app_1_x",
        "a b_1_2",
        "app_1_2_3",
        "app_1_1234567890123456789"
      })
  void whatIsNoNameOfAResultIsNone(String name) {
    assertThat(Names.result(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "app_1_2_", "app_1_2_0123_x", "../../etc/passwd"})
  void whatIsNoNameOfAnOutputIsNone(String name) {
    assertThat(names.output(name)).isEmpty();
  }

  @Test
  void aFilesNameSaysWhatIsInIt() {
    String file = Names.file(SHA, "data.bin");

    assertThat(Names.sha256(file)).contains(SHA);
    assertThat(Names.file(SHA, "a...b")).isEqualTo(SHA + "_a.b");
    assertThat(Names.sha256(SHA + "_.hidden")).isEmpty();
    assertThat(Names.sha256("data.bin")).isEmpty();
    assertThat(names.isFetchMark(names.fetchMark(file), file)).isTrue();
    assertThat(names.isFetchMark(names.fetchMark(file), Names.file(SHA, "other.bin"))).isFalse();
    assertThat(names.isFetchMark("", file)).isFalse();
  }
}
