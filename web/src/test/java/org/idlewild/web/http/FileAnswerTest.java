package org.idlewild.web.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.idlewild.scheduler.FileContent;
import org.jboss.resteasy.specimpl.ResteasyHttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileAnswerTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String TAG = "\"" + SHA + "\"";
  private static final byte[] CONTENT = "abcdefghij".getBytes(US_ASCII);

  @Test
  void aFileIsSentWhole() throws IOException {
    Response answer = get("X", "x");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString("Content-Length")).isEqualTo("10");
    assertThat(answer.getHeaderString("ETag")).isEqualTo(TAG);
    assertThat(answer.getHeaderString("Accept-Ranges")).isEqualTo("bytes");
    assertThat(body(answer)).isEqualTo("abcdefghij");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, a, bytes 0-0/10",
    "bytes=9-9, j, bytes 9-9/10",
    "bytes=9-, j, bytes 9-9/10",
    "bytes=2-5, cdef, bytes 2-5/10",
    "bytes=-1, j, bytes 9-9/10",
    "bytes=8-100, ij, bytes 8-9/10"
  })
  void thePartThatIsLackingIsSentToItsLastByte(String range, String part, String header)
      throws IOException {
    Response answer = get("Range", range);

    assertThat(answer.getStatus()).isEqualTo(206);
    assertThat(answer.getHeaderString("Content-Range")).isEqualTo(header);
    assertThat(answer.getHeaderString("Content-Length")).isEqualTo("" + part.length());
    assertThat(body(answer)).isEqualTo(part);
  }

  @Test
  void aPartBehindTheEndIsNone() {
    Response answer = get("Range", "bytes=10-");

    assertThat(answer.getStatus()).isEqualTo(416);
    assertThat(answer.getHeaderString("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void whoHoldsAPartOfAnotherFileGetsAllOfThisOne() throws IOException {
    assertThat(body(get("Range", "bytes=5-", "If-Range", TAG))).isEqualTo("fghij");
    assertThat(body(get("Range", "bytes=5-", "If-Range", "\"other\""))).isEqualTo("abcdefghij");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"other\", %s", "W/%s"})
  void whoHoldsItAlreadyIsToldSo(String held) {
    Response answer = get("If-None-Match", held.formatted(TAG));

    assertThat(answer.getStatus()).isEqualTo(304);
    assertThat(answer.getEntity()).isNull();
  }

  @Test
  void aHeadIsTheSameWithoutTheContent() {
    Response answer = FileAnswer.head(file(CONTENT), "in.txt", headers("Range", "bytes=1-2"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString("Content-Length")).isEqualTo("10");
    assertThat(answer.getEntity()).isNull();
  }

  @Test
  void aFileThatIsShorterThanItShouldBeIsNotSentAsIfItWereWhole() {
    FileContent cut = new FileContent(SHA, 10, offset -> new ByteArrayInputStream(new byte[9]));
    Response answer = FileAnswer.get(cut, "in.txt", headers("X", "x"));

    assertThatThrownBy(() -> body(answer)).isInstanceOf(EOFException.class);
  }

  private static Response get(String... headers) {
    return FileAnswer.get(file(CONTENT), "in.txt", headers(headers));
  }

  private static FileContent file(byte[] content) {
    return new FileContent(
        SHA,
        content.length,
        offset -> new ByteArrayInputStream(content, (int) offset, content.length - (int) offset));
  }

  private static ResteasyHttpHeaders headers(String... namesAndValues) {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ResteasyHttpHeaders(headers);
  }

  private static String body(Response answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ((StreamingOutput) answer.getEntity()).write(out);
    return out.toString(US_ASCII);
  }
}
