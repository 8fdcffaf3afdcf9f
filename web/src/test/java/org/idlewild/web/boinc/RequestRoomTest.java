package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;

class RequestRoomTest {
  private final RequestRoom room = new RequestRoom(100, 10);

  @Test
  void oneMayHaveAllTheRoomBesideItsBeginning() throws IOException {
    try (RequestRoom.Share share = room.share()) {
      assertThat(share.of(body(110)).readAllBytes()).hasSize(110);
    }
  }

  @Test
  void whatNeedsMoreThanThereIsIsToldToComeLater() {
    try (RequestRoom.Share share = room.share()) {
      refused(share.of(body(111)));
    }
  }

  @Test
  void severalHaveOneRoomTogether() throws IOException {
    try (RequestRoom.Share one = room.share();
        RequestRoom.Share other = room.share()) {
      assertThat(one.of(body(70)).readAllBytes()).hasSize(70);
      refused(other.of(body(51)));
    }
  }

  @Test
  void theBeginningOfEachGetsInThoughThereIsNoRoom() throws IOException {
    try (RequestRoom.Share all = room.share();
        RequestRoom.Share small = room.share()) {
      all.of(body(110)).readAllBytes();

      assertThat(small.of(body(10)).readAllBytes()).hasSize(10);
      refused(small.of(body(1)));
    }
  }

  @Test
  void roomIsGivenBackAlsoByWhatWasRefused() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (RequestRoom.Share large = room.share()) {
        refused(large.of(body(200)));
      }
    }

    oneMayHaveAllTheRoomBesideItsBeginning();
  }

  @Test
  void bytesThatAreReadOneByOneNeedAsMuch() throws IOException {
    try (RequestRoom.Share share = room.share()) {
      InputStream in = share.of(body(111));
      for (int i = 0; i < 110; i++) {
        assertThat(in.read()).isZero();
      }
      assertThatThrownBy(in::read).isInstanceOf(Refused.class);
    }
  }

  private static void refused(InputStream in) {
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.BUSY));
  }

  /** That comes in pieces. */
  private static InputStream body(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, 7));
      }
    };
  }
}
