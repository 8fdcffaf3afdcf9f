package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final String REQUEST =
      "<scheduler_request>\n<authenticator>k</authenticator>\n</scheduler_request>\n";

  private final RequestRoom room = new RequestRoom(32 << 20, 1000);
  private final Hearing hearing = new Hearing(new Names((purpose, text) -> ""), room);

  @Test
  void whatIsUnderstoodIsAnswered() {
    assertThat(hearing.reply(bytes(REQUEST), RpcRequest::key)).isEqualTo("k");
    assertThat(hearing.reply(new Unpacked(packed(Recorded.bytes(REQUEST))), RpcRequest::key))
        .isEqualTo("k");
  }

  @Test
  void nonsenseComesAgainInTenMinutes() {
    assertThat(hear(bytes("GET / HTTP/1.1")))
        .isEqualTo(
            refusal(600, "The request was not understood: <scheduler_request> was expected."));
  }

  @Test
  void aRequestThatBreaksOffComesAgainInAMinute() {
    assertThat(hear(BrokenOff.after("<scheduler_req")))
        .isEqualTo(refusal(60, "The request ended early."));
  }

  @Test
  void whatIsPackedWronglyComesAgainInTenMinutes() {
    String sentence = "The request could not be unpacked.";

    assertThat(hear(new Unpacked(bytes(REQUEST)))).isEqualTo(refusal(600, sentence));
    assertThat(hear(new Unpacked(damaged()))).isEqualTo(refusal(600, sentence));
  }

  @Test
  void aPackedRequestThatBreaksOffComesAgainInAMinute() throws IOException {
    byte[] some = packed(Recorded.bytes(REQUEST)).readNBytes(20);

    assertThat(hear(new Unpacked(new ByteArrayInputStream(some))))
        .isEqualTo(refusal(60, "The request ended early."));
  }

  @Test
  void aRequestWithoutEndIsNotReadToItsEnd() {
    Endless endless = new Endless();

    assertThat(hear(endless)).isEqualTo(refusal(60, tooLarge()));
    assertThat(endless.read).isLessThan(17 << 20);
  }

  @Test
  void aSmallRequestThatUnpacksToMuchIsNotUnpackedToItsEnd() {
    InputStream bomb = packed(new byte[64 << 20]);

    assertThat(hear(new Unpacked(bomb))).isEqualTo(refusal(60, tooLarge()));
    assertThat(bomb).as("left unread").isNotEmpty();
  }

  @Test
  void whatThereIsNoRoomForComesAgainInAMinute() throws IOException {
    String large = REQUEST + " ".repeat(2000);
    try (RequestRoom.Share others = room.share()) {
      others.of(new ByteArrayInputStream(new byte[(32 << 20) + 1000])).readAllBytes();

      assertThat(hear(bytes(large)))
          .isEqualTo(
              refusal(60, "The server is reading too many large requests; try again later."));
      assertThat(hear(bytes(REQUEST))).as("a small one gets in").isEqualTo("k");
    }

    assertThat(hear(bytes(large))).isEqualTo("k");
  }

  @Test
  void itsRoomIsARequestsUntilItIsAnswered() {
    String all = REQUEST + " ".repeat(16_000_000);

    String reply =
        hearing.reply(bytes(all), first -> hearing.reply(bytes(all), second -> hear(bytes(all))));

    assertThat(reply).startsWith("<scheduler_reply>").contains("too many large requests");
    assertThat(hear(bytes(all))).as("once they are answered").isEqualTo("k");
  }

  @Test
  void whatAStageRefusesIsSaidToTheOwner() {
    assertThat(
            hear(
                request -> {
                  throw new Refused(Refused.Reason.FORBIDDEN, "so it is");
                }))
        .isEqualTo(refusal(60, "So it is."));
  }

  @Test
  void aFaultOfTheServersTellsNothingOfTheServer() {
    assertThat(
            hear(
                request -> {
                  throw new IllegalStateException("secret");
                }))
        .contains("<request_delay>60.000000</request_delay>", "The server failed;")
        .doesNotContain("secret", "IllegalState");
  }

  private String hear(Function<RpcRequest, String> answer) {
    return hearing.reply(bytes(REQUEST), answer);
  }

  private String hear(InputStream body) {
    return hearing.reply(body, RpcRequest::key);
  }

  private static String refusal(int seconds, String sentence) {
    return """
    <scheduler_reply>
    <scheduler_version>720</scheduler_version>
    <dont_use_dcf/>
    <request_delay>%d.000000</request_delay>
    <message priority="notice">%s</message>
    </scheduler_reply>
    """
        .formatted(seconds, Entities.encoded(sentence));
  }

  private static String tooLarge() {
    return "A scheduler request is larger than 16777216 bytes, the most that is taken.";
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(Recorded.bytes(text));
  }

  private static InputStream packed(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return new ByteArrayInputStream(packed.toByteArray());
  }

  /** Packed, and then changed on its way. */
  private static InputStream damaged() {
    try {
      byte[] packed = packed(Recorded.bytes(REQUEST)).readAllBytes();
      Arrays.fill(packed, 10, 20, (byte) 0xff);
      return new ByteArrayInputStream(packed);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Blanks, for ever. */
  private static final class Endless extends InputStream {
    long read;

    @Override
    public int read() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      Arrays.fill(into, from, from + length, (byte) ' ');
      read += length;
      return length;
    }
  }
}
