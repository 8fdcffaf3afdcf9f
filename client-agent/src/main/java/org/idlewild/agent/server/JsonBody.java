package org.idlewild.agent.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** Bodies of requests and answers, as JSON. Fields that are not known are left out. */
final class JsonBody {
  /** No answer is longer; a thousand orders are well below. */
  private static final int LIMIT = 16 << 20;

  private static final int PROBLEM_LIMIT = 64 * 1024;
  private static final int SENTENCE_LIMIT = 500;
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JsonBody() {}

  static byte[] write(Object message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message of the dialect is a plain record.", e);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it is too long or not what was expected
   */
  static <T> T read(InputStream body, Class<T> type) throws IOException {
    byte[] bytes = body.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw new IOException("The server's answer has more than " + LIMIT + " bytes.");
    }
    try {
      T message = JSON.readValue(bytes, type);
      if (message == null) {
        throw new IOException("The server's answer is empty; JSON was expected.");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new IOException(
          "The server's answer is not the JSON of a " + type.getSimpleName() + ".", e);
    }
  }

  /** The sentence of a problem document, or else one made of the status. */
  static String problem(InputStream body, int status) {
    try {
      JsonNode detail = JSON.readTree(body.readNBytes(PROBLEM_LIMIT)).path("detail");
      if (detail.isTextual()) {
        return sentence(detail.textValue());
      }
    } catch (IOException e) {
      // Not a problem document: a proxy's page, perhaps.
    }
    return "The server answered with the status " + status + ".";
  }

  /** A stranger's text made fit for a log: one line, not too long. */
  static String sentence(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > SENTENCE_LIMIT ? line.substring(0, SENTENCE_LIMIT) + "..." : line;
  }
}
