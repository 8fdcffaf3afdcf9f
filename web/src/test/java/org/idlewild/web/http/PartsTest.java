package org.idlewild.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final String TYPE = "multipart/form-data; boundary=XX";

  @Test
  void partsComeInOrderWithTheirNamesAndContent() throws IOException {
    assertThat(
            read(
                TYPE,
                part("name=\"a\"", "one\r\n")
                    + part("name=\"file\"; filename=\"b.txt\"", "")
                    + "--XX--\r\n"))
        .containsExactly("a|null|one\r\n", "file|b.txt|");
  }

  @Test
  void aFileNameComesAsItWasSentForTheNextCheckToRefuse() throws IOException {
    assertThat(read(TYPE, part("name=\"file\"; filename=\"../x\"", "1") + "--XX--\r\n"))
        .containsExactly("file|../x|1");
  }

  @Test
  void aBodyThatEndsEarlyIsMalformed() {
    assertThatThrownBy(
            () -> read(TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\non"))
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(ProblemException.class),
            e -> assertThat(e).isInstanceOf(LostBody.class));
  }

  @Test
  void aBodyWithoutItsBoundaryIsMalformed() {
    assertThatThrownBy(() -> read("multipart/form-data", "x")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> read(TYPE, "hello")).isInstanceOf(ProblemException.class);
  }

  @Test
  void aPartWithoutANameIsMalformed() {
    assertThatThrownBy(() -> read(TYPE, "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--\r\n"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void moreThanTwoHundredPartsAreTooMany() throws IOException {
    assertThat(read(TYPE, part("name=\"a\"", "1").repeat(200) + "--XX--\r\n")).hasSize(200);
    assertThatThrownBy(() -> read(TYPE, part("name=\"a\"", "1").repeat(201) + "--XX--\r\n"))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(413));
  }

  private static String part(String disposition, String content) {
    return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static List<String> read(String type, String body) throws IOException {
    List<String> seen = new ArrayList<>();
    Parts.each(
        type,
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
        part ->
            seen.add(
                part.name()
                    + "|"
                    + part.fileName().orElse(null)
                    + "|"
                    + new String(part.content().readAllBytes(), StandardCharsets.UTF_8)));
    return seen;
  }
}
