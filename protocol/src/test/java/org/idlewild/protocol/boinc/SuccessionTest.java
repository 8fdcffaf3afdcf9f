package org.idlewild.protocol.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final LegacyPrivateKey FORMER = LegacyPrivateKey.generate(RANDOM);
  private static final LegacyPrivateKey PRESENT = LegacyPrivateKey.generate(RANDOM);

  private final Succession succession = Succession.of(FORMER, PRESENT.publicKey());

  @Test
  void aFormerKeyLeadsToTheOneThatItSigned() {
    assertThat(succession.leadsTo(PRESENT.publicKey())).isTrue();
    assertThat(succession.leadsTo(FORMER.publicKey())).isFalse();
  }

  @Test
  void itSurvivesItsFile() {
    assertThat(Succession.of(succession.text())).isEqualTo(succession);
  }

  @Test
  void aFormerKeyAloneLeadsNowhere() {
    Succession alone = Succession.of(FORMER.publicKey().text());

    assertThat(alone.leadsTo(PRESENT.publicKey())).isFalse();
  }

  @Test
  void whatHoldsNoKeyIsRefusedInASentence() {
    assertThatThrownBy(() -> Succession.of("nothing of the kind"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a key of BOINC");
  }
}
