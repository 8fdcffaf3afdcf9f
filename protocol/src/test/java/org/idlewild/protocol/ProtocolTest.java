package org.idlewild.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  @Test
  void theTextThatAHostSignsToEnrolNeverChanges() {
    assertThat(HexFormat.of().formatHex(Protocol.enrolmentProof("tok\u00e9n", "a2V5")))
        .isEqualTo("69646c6577696c642d656e726f6c2d310a746f6bc3a96e0a61325635");
    assertThat(Protocol.enrolmentProof("token", "a2V5"))
        .asString()
        .isEqualTo("idlewild-enrol-1\ntoken\na2V5");
  }

  @Test
  void theTextThatAHostSignsToOpenASessionNeverChanges() {
    assertThat(HexFormat.of().formatHex(Protocol.sessionProof(5000000000L, "abc")))
        .isEqualTo("69646c6577696c642d73657373696f6e2d310a353030303030303030300a616263");
  }

  @Test
  void aSignatureForOnePurposeSignsNothingOfTheOther() {
    assertThat(Protocol.enrolmentProof("7", "abc")).isNotEqualTo(Protocol.sessionProof(7, "abc"));
  }

  @Test
  void theHostsLanguageDoesNotChangeWhatItSigns() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Protocol.sessionProof(7, "abc")).asString().contains("\n7\n").contains("-1\n");
    } finally {
      Locale.setDefault(before);
    }
  }
}
