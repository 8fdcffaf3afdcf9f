package org.idlewild.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void aValueIsAskedForOnceASecondAtMost() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    AtomicInteger asked = new AtomicInteger();
    Recent<Integer> recent = new Recent<>(asked::incrementAndGet, now::get, Duration.ofSeconds(1));
    assertThat(recent.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusMillis(999));
    assertThat(recent.get()).isEqualTo(1);
    now.set(Instant.EPOCH.plusMillis(1000));
    assertThat(recent.get()).isEqualTo(2);
  }
}
