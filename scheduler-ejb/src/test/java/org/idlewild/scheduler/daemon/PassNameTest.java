package org.idlewild.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PassNameTest {
  @Test
  void aDaemonIsCalledInLettersOfEitherCaseAndWithHyphens() {
    assertThat(PassName.called("file-deleter")).isEqualTo(PassName.FILE_DELETER);
    assertThat(PassName.called("FILE_DELETER")).isEqualTo(PassName.FILE_DELETER);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> PassName.called("butler"))
        .hasMessage(
            "there is no daemon 'butler', but there are transitioner, tail, feeder, validator,"
                + " assimilator, file-deleter, purge, sweep");
  }
}
