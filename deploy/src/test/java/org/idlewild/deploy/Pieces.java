package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.function.Supplier;

/** Uploads in two pieces, as a client with a bad line does. */
final class Pieces {
  private static final int TRIES = 20;

  private Pieces() {}

  /** Sends a piece, which a Content-Range describes. */
  interface Sink {
    HttpResponse<String> put(String range, byte[] piece);
  }

  /** Sends the first half; then asks how much is there and sends the rest, until all is there. */
  static void send(Line line, byte[] bytes, Supplier<HttpResponse<String>> state, Sink sink) {
    int status = 0;
    for (int i = 0; i < TRIES && status != 201; i++) {
      int from = offset(line.again(state), bytes.length);
      int to = i == 0 && from < bytes.length / 2 ? bytes.length / 2 : bytes.length;
      String range = "bytes " + from + "-" + (to - 1) + "/" + bytes.length;
      HttpResponse<String> answer =
          line.again(() -> sink.put(range, Arrays.copyOfRange(bytes, from, to)));
      status = answer.statusCode();
      assertThat(status).as(answer.body()).isIn(201, 202, 409);
    }
    assertThat(status).as("the upload's last answer").isEqualTo(201);
  }

  /** Another content is there as a whole, or nobody knows of this one: it begins. */
  private static int offset(HttpResponse<String> state, int length) {
    boolean complete = state.headers().firstValue("Upload-Complete").orElse("").equals("?1");
    long offset = state.headers().firstValueAsLong("Upload-Offset").orElse(0);
    return complete || offset >= length ? 0 : (int) offset;
  }
}
