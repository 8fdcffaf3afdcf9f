package org.idlewild.agent.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void addsTheHeapsPoolsAndNothingElse() {
    String text =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 500
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
        """;

    assertThat(Metrics.heapBytes(text)).hasValue(15_000_500);
  }

  @Test
  void saysNothingWhenTheServerSaysNothing() {
    assertThat(Metrics.heapBytes("up 1\n")).isEmpty();
  }

  @Test
  void pausesGrowUpToFifteenSeconds() {
    assertThat(Patience.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Patience.pauseAfter(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(Patience.pauseAfter(1000)).isEqualTo(Duration.ofSeconds(15));
  }
}
