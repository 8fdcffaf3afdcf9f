package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvmPolicyTest {
  @Test
  void itsTextSaysAllOfIt() {
    EvmPolicy full =
        new EvmPolicy(
            "3des", true, List.of("a.exe", "b.exe"), List.of("10.0.0.1:80"), 4, 7, 1L << 40);

    assertThat(EvmPolicy.of(full.text())).isEqualTo(full);
    assertThat(EvmPolicy.of(EvmPolicy.DEFAULT.text())).isEqualTo(EvmPolicy.DEFAULT);
  }
}
