package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteFormTest {
  private static final String URLENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=---x";

  @Test
  void aRequestComesInAFormOfEitherKind() throws Exception {
    assertThat(RemoteForm.request(URLENCODED, body("a=1&request=%3Cping%3E+%3C%2Fping%3E")))
        .isEqualTo("<ping> </ping>");
    assertThat(RemoteForm.request(MULTIPART, body(parts(field("<ping> </ping>")))))
        .isEqualTo("<ping> </ping>");
  }

  @Test
  void filesComeAfterTheRequestInTheirOrder() throws Exception {
    List<String> files = new ArrayList<>();

    RemoteForm.request(
        MULTIPART,
        body(parts(field("<upload_files/>"), file(0, "one"), file(1, "two"))),
        (request, content) ->
            files.add(request + new String(content.readAllBytes(), StandardCharsets.UTF_8)));

    assertThat(files).containsExactly("<upload_files/>one", "<upload_files/>two");
  }

  @Test
  void whatIsNoSuchFormIsSaid() {
    assertBad(URLENCODED, "a=1", "a field named request");
    assertBad(URLENCODED, "request=%zz", "not encoded");
    assertBad(null, "<ping/>", "a field named request");
    assertBad(MULTIPART, parts(file(0, "one"), field("<ping/>")), "before the files");
    assertBad(MULTIPART, parts(file(0, "one")), "before the files");
  }

  private static void assertBad(String type, String body, String says) {
    assertThatThrownBy(() -> RemoteForm.request(type, body(body)))
        .isInstanceOf(BadMarkup.class)
        .hasMessageContaining(says);
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String parts(String... parts) {
    return String.join("", parts) + "-----x--\r\n";
  }

  private static String field(String value) {
    return "-----x\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + value + "\r\n";
  }

  private static String file(int number, String content) {
    return "-----x\r\nContent-Disposition: form-data; name=\"file_"
        + number
        + "\"; filename=\"x\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + content
        + "\r\n";
  }
}
