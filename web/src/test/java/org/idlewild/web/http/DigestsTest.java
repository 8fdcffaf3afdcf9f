package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
  private static final String HEX =
      "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
  private static final String BASE64 = "hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=";

  @Test
  void aDigestIsWrittenAsItIsRead() {
    assertThat(Digests.header(HEX)).isEqualTo("sha-256=:" + BASE64 + ":");
    assertThat(Digests.sha256(Digests.header(HEX))).isEqualTo(HEX);
  }

  @Test
  void otherAlgorithmsBesideItAreIgnored() {
    assertThat(Digests.sha256("md5=:AAAA:, sha-256=:" + BASE64 + ":, sha-512=:AA==:"))
        .isEqualTo(HEX);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=",
        "sha-256=:hNiYd:",
        "sha-512=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:",
        "xsha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:"
      })
  void aHeaderWithoutSha256IsMalformed(String header) {
    assertThatThrownBy(() -> Digests.sha256(header)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "abc",
        "../../../../etc/passwd",
        "84D89877F0D4041EFB6BF91A16F0248F2FD573E6AF05C19F96BEDB9F882F7882"
      })
  void anAddressThatIsNoHashIsMalformed(String sha256) {
    assertThatThrownBy(() -> Digests.hex(sha256)).isInstanceOf(ProblemException.class);
  }
}
