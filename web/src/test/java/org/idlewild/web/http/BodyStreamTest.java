package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;

class BodyStreamTest {

  @Test
  void aBodyUpToItsLimitIsRead() throws IOException {
    assertThat(body(10, 10).readAllBytes()).hasSize(10);
  }

  @Test
  void aBodyAboveItsLimitIsTooLarge() {
    assertThatThrownBy(() -> body(11, 10).readAllBytes())
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.TOO_LARGE))
        .hasMessage("The body is larger than 10 bytes, the most that is taken.");
  }

  @Test
  void singleBytesCountToo() throws IOException {
    InputStream body = body(2, 1);
    assertThat(body.read()).isZero();
    assertThatThrownBy(body::read).isInstanceOf(Refused.class);
  }

  @Test
  void aCallerThatGoesAwayIsNoFaultOfTheServer() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("closed");
          }

          @Override
          public int read(byte[] buffer, int from, int length) throws IOException {
            throw new IOException("closed");
          }
        };
    assertThatThrownBy(() -> new BodyStream(broken, "The body", 10).readAllBytes())
        .isInstanceOf(LostBody.class);
  }

  private static InputStream body(int bytes, long limit) {
    return new BodyStream(new ByteArrayInputStream(new byte[bytes]), "The body", limit);
  }
}
