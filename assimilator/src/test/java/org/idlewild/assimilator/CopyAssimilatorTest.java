package org.idlewild.assimilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyAssimilatorTest {
  @TempDir Path data;

  private Path folder;

  @Test
  void eachOutputIsAFileNamedByItsBatchAndPlaceAndThePartNamesIt() throws IOException {
    String part = copy(Given.handoff(12, Given.output("x", "one"), Given.output("y", "two")));

    assertThat(part).isEqualTo("7/00012/x\n7/00012/y\n");
    assertThat(folder.resolve("7/00012/x")).hasContent("one");
    assertThat(folder.resolve("7/00012/y")).hasContent("two");
    assertNothingElse(2);
  }

  @Test
  void theSameAnswerAgainChangesNothing() throws IOException {
    Handoff handoff = Given.handoff(0, Given.output("x", "one"));
    String first = copy(handoff);
    Files.setLastModifiedTime(folder.resolve("7/00000/x"), FileTime.from(Instant.EPOCH));

    assertThat(copy(handoff)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(folder.resolve("7/00000/x")))
        .isEqualTo(FileTime.from(Instant.EPOCH));
  }

  @Test
  void whatACrashLeftHalfIsMadeWhole() throws IOException {
    copy(Given.handoff(0, Given.output("x", "one")));
    Files.writeString(folder.resolve("7/00000/x"), "on?");

    copy(Given.handoff(0, Given.output("x", "one")));

    assertThat(folder.resolve("7/00000/x")).hasContent("one");
    assertNothingElse(1);
  }

  @Test
  void nothingIsWrittenOutsideTheFolder() throws IOException {
    for (String name : new String[] {"../x", "/x", "", ".", "a/b"}) {
      assertThatIOException()
          .isThrownBy(() -> copy(Given.handoff(0, Given.output(name, "one"))))
          .withMessageStartingWith("an output's name must be plain");
    }
  }

  private String copy(Handoff handoff) throws IOException {
    folder = data.resolve("allowed");
    return Given.part(new CopyAssimilator(folder), handoff);
  }

  private void assertNothingElse(int files) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(files);
    }
  }
}
