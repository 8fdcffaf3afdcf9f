package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that come and go in pieces, against a running server. */
class UploadIT extends ApiConformance {
  @Test
  void anUploadGoesOnWhereItStopped() {
    byte[] content = ("content of " + mark).getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(content);
    expectProblem(404, ada.head(path));
    HttpResponse<String> half =
        ada.put(path, part(content, 0, 5), "Content-Range", "bytes 0-4/" + content.length);
    expect(202, half);
    assertThat(half.headers().firstValue("Upload-Offset")).contains("5");
    HttpResponse<String> wrong =
        ada.put(path, part(content, 7, 9), "Content-Range", "bytes 7-8/" + content.length);
    expectProblem(409, wrong);
    assertThat(wrong.headers().firstValue("Upload-Offset")).contains("5");
    expectProblem(404, ada.get(path));
    expect(
        201,
        ada.put(
            path,
            part(content, 5, content.length),
            "Content-Range",
            "bytes 5-" + (content.length - 1) + "/" + content.length));
    assertThat(ada.head(path).headers().firstValue("Upload-Complete")).contains("?1");
    assertThat(ada.get(path).body()).isEqualTo("content of " + mark);
  }

  @Test
  void aChecksumThatDoesNotMatchKeepsNothing() {
    byte[] content = ("not it " + mark).getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(mark.getBytes(StandardCharsets.UTF_8));
    expectProblem(400, ada.put(path, content));
    expectProblem(400, ada.put(path, content, "Repr-Digest", ApiClient.reprDigest(content)));
    expectProblem(404, ada.head(path));
  }

  @Test
  void anUploadPastItsDeclaredSizeIsTooLarge() {
    String path = "files/" + ApiClient.sha256(mark.getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> chunked =
        ada.send(
            "PUT",
            path,
            BodyPublishers.ofByteArrays(List.of(new byte[4], new byte[4])),
            "Content-Range",
            "bytes 0-4/5");
    expectProblem(413, chunked);
    expectProblem(413, ada.put(path, new byte[2], "Content-Range", "bytes 0-1/99999999999"));
    expectProblem(400, ada.put(path, new byte[3], "Content-Range", "bytes 0-1/2"));
    expectProblem(400, ada.put(path, new byte[3], "Content-Range", "nonsense"));
    expectProblem(404, ada.head(path));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 206, h, bytes 0-0/11",
    "bytes=6-, 206, world, bytes 6-10/11",
    "bytes=-3, 206, rld, bytes 8-10/11",
    "bytes=0-99, 206, hello world, bytes 0-10/11",
    "bytes=11-, 416, , bytes */11",
    "'bytes=0-1,3-4', 200, hello world, "
  })
  void aFileIsServedByRange(String range, int status, String body, String contentRange) {
    byte[] content = "hello world".getBytes(StandardCharsets.UTF_8);
    String path = "files/" + ApiClient.sha256(content);
    expect(201, ada.put(path, content));
    HttpResponse<String> response = ada.get(path, "Range", range);
    expect(status, response);
    assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
    if (body != null) {
      assertThat(response.body()).isEqualTo(body);
      assertThat(response.headers().firstValue("Repr-Digest"))
          .contains(ApiClient.reprDigest(content));
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  private static byte[] part(byte[] content, int from, int to) {
    return java.util.Arrays.copyOfRange(content, from, to);
  }
}
