package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(CommandLine.of(List.of("run", "--n=3", "<a>&b"))).isEqualTo("run --n=3 <a>&b");
  }

  @Test
  void aWordWithSpacesOrMarksIsPutBetweenTheOtherMarks() {
    assertThat(CommandLine.of(List.of("a b", "it's", "\"q\"", "tab\there")))
        .isEqualTo("\"a b\" \"it's\" '\"q\"' \"tab\there\"");
  }

  @Test
  void whatCannotBeWrittenLosesItsDoubleMarksAndStaysOneWord() {
    assertThat(CommandLine.of(List.of("it's \"so\""))).isEqualTo("\"it's so\"");
  }
}
