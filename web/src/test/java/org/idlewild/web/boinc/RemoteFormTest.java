package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFormTest {
  private static final String URLENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=---x";

  private final RequestRoom.Share share = new RequestRoom(1000, 1000).share();

  @Test
  void aRequestComesInAFormOfEitherKind() throws Exception {
    assertThat(RemoteForm.request(URLENCODED, body("a=1&request=%3Cping%3E+%3C%2Fping%3E"), share))
        .isEqualTo("<ping> </ping>");
    assertThat(RemoteForm.request(MULTIPART, body(parts(field("<ping> </ping>"))), share))
        .isEqualTo("<ping> </ping>");
  }

  @Test
  void filesComeAfterTheRequestInTheirOrder() throws Exception {
    List<String> files = new ArrayList<>();

    RemoteForm.request(
        MULTIPART,
        body(parts(field("<upload_files/>"), file(0, "one"), file(1, "two"))),
        share,
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

  @ParameterizedTest
  @ValueSource(strings = {URLENCODED, MULTIPART})
  void aRequestThatThereIsNoRoomForIsToldToComeLater(String type) {
    String request = "x".repeat(3000);
    String body = type.equals(MULTIPART) ? parts(field(request)) : "request=" + request;

    assertThatThrownBy(() -> RemoteForm.request(type, body(body), share))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.BUSY));
  }

  @Test
  void filesNeedNoRoom() throws Exception {
    String large = "x".repeat(10_000);
    List<String> files = new ArrayList<>();

    RemoteForm.request(
        MULTIPART,
        body(parts(field("<upload_files/>"), file(0, large))),
        share,
        (request, content) ->
            files.add(new String(content.readAllBytes(), StandardCharsets.UTF_8)));

    assertThat(files).containsExactly(large);
  }

  private void assertBad(String type, String body, String says) {
    assertThatThrownBy(() -> RemoteForm.request(type, body(body), share))
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
