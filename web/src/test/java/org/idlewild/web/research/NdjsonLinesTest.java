package org.idlewild.web.research;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.batch.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLinesTest {
  @Test
  void aLineLongerThanWhatIsReadAtOnceIsWhole() throws IOException {
    String long1 = "\"" + "a".repeat(60_000) + "\"";
    NdjsonLines lines = lines(long1 + "\n" + long1 + "\n\"b\"");

    assertThat(lines.next()).isTrue();
    assertThat(lines.next()).isTrue();
    assertThat(lines.bytes()).asString(UTF_8).isEqualTo(long1);
    assertThat(lines.next()).isTrue();
    assertThat(lines.unit()).isEqualTo(new Unit("b", null));
    assertThat(lines.next()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void linesThatComeInPiecesAreTheSame(int piece) throws IOException {
    NdjsonLines lines = new NdjsonLines(new InPieces("\n\"ab\"\r\n \t\n\n\"c\"\n", piece));

    assertThat(lines.next()).isTrue();
    assertThat(lines.number()).isEqualTo(2);
    assertThat(lines.unit().parameter()).isEqualTo("ab");
    assertThat(lines.next()).isTrue();
    assertThat(lines.number()).isEqualTo(5);
    assertThat(lines.next()).isFalse();
  }

  @Test
  void oneSeesWhetherMoreIsAtHand() throws IOException {
    NdjsonLines lines = lines("1\n2\n");

    assertThat(lines.next()).isTrue();
    assertThat(lines.isWaiting()).isFalse();
    assertThat(lines.next()).isTrue();
    assertThat(lines.isWaiting()).isTrue();
  }

  @Test
  void aLineIsAsLongAsItMayBe() throws IOException {
    assertThat(lines("a".repeat(NdjsonLines.LINE_LIMIT)).next()).isTrue();
    assertThatThrownBy(() -> lines("\n" + "a".repeat(NdjsonLines.LINE_LIMIT + 1)).next())
        .hasMessage("Line 2: a line has at most 65536 bytes.");
  }

  private static NdjsonLines lines(String text) {
    return new NdjsonLines(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** Gives some bytes at a time, as a network does. */
  private static final class InPieces extends FilterInputStream {
    private final int piece;

    InPieces(String text, int piece) {
      super(in(text));
      this.piece = piece;
    }

    private static InputStream in(String text) {
      return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      return super.read(buffer, from, Math.min(length, piece));
    }
  }
}
