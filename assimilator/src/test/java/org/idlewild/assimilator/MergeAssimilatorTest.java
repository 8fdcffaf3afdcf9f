package org.idlewild.assimilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MergeAssimilatorTest {
  private final MergeAssimilator assimilator = new MergeAssimilator();
  private final AtomicInteger open = new AtomicInteger();

  private final class Text implements Output {
    private final String name;
    private final String text;

    Text(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long bytes() {
      return text.length();
    }

    @Override
    public InputStream open() throws IOException {
      if (text.isEmpty()) {
        throw new IOException("gone");
      }
      open.incrementAndGet();
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  @Test
  void theServerFindsItByName() {
    assertThat(ServiceLoader.load(Assimilator.class))
        .anySatisfy(found -> assertThat(found.name()).isEqualTo("merge"));
  }

  @Test
  void aPartIsTheOutputsOneAfterTheOtherAndNothingElse() throws IOException {
    assertThat(part(List.of(new Text("b", "first\n"), new Text("a", "second"))))
        .isEqualTo("first\nsecond");
    assertThat(open).hasValue(0);
  }

  @Test
  void aFailedWorkunitAddsNothing() throws IOException {
    assertThat(part(List.of())).isEmpty();
  }

  @Test
  void anOutputThatCannotBeReadIsTriedAgainLater() {
    assertThatIOException().isThrownBy(() -> part(List.of(new Text("a", "x"), new Text("b", ""))));
    assertThat(open).hasValue(0);
  }

  private String part(List<Output> outputs) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    assimilator.assimilate(
        new Handoff("workunit-1", 1, 0, "", outputs, List.of("TOO_MANY_ERROR")), part);
    return part.toString(StandardCharsets.UTF_8);
  }
}
