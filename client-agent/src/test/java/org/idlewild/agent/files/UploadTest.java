package org.idlewild.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  private static final int BYTES = 2 * Upload.PIECE + 100;

  @TempDir Path folder;
  private final byte[] content = new byte[BYTES];
  private final Sink sink = new Sink();
  private Outgoing output;

  @BeforeEach
  void make() throws IOException {
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("out"), content);
    output = new Outgoing(1, "out", file, BYTES, Sha256.of(file));
  }

  @Test
  void aLargeFileGoesInPieces() throws IOException {
    Upload.send(sink, output, false);

    assertThat(sink.got.toByteArray()).isEqualTo(content);
    assertThat(sink.puts).isEqualTo(3);
    assertThat(sink.questions).isZero();
  }

  @Test
  void aBrokenUploadGoesOnWhereTheServerStopped() throws IOException {
    sink.got.write(content, 0, 5000);

    Upload.send(sink, output, true);

    assertThat(sink.got.toByteArray()).isEqualTo(content);
    assertThat(sink.questions).isEqualTo(1);
  }

  @Test
  void aServerThatTakesNothingIsLeftForLater() {
    sink.deaf = true;

    assertThatThrownBy(() -> Upload.send(sink, output, false))
        .hasMessage("The server takes no more of the output out.");
  }

  private static final class Sink implements ByteSink {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private int puts;
    private int questions;
    private boolean deaf;

    @Override
    public Held held(Outgoing asked) {
      questions++;
      return now();
    }

    @Override
    public Held put(Outgoing sent, long offset, byte[] piece) {
      puts++;
      if (offset == got.size() && !deaf) {
        got.writeBytes(piece);
      }
      return now();
    }

    private Held now() {
      return new Held(got.size(), got.size() == BYTES);
    }
  }
}
