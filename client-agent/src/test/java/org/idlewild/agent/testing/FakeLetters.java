package org.idlewild.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Messages between tasks and their researcher; each from a task must come twice. */
final class FakeLetters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();
  private final Set<String> seen = new HashSet<>();
  private ObjectNode down = JSON.createObjectNode();

  String next() throws InterruptedException {
    String letter = letters.poll(40, TimeUnit.SECONDS);
    if (letter == null) {
      throw new AssertionError("No message has come.");
    }
    return letter;
  }

  synchronized void write(long id, int number, String text) {
    down =
        JSON.createObjectNode()
            .put("resultId", id)
            .put("number", number)
            .put("content", base64(text));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  synchronized void exchange(JsonNode request, ObjectNode answer) {
    for (JsonNode mark : request.path("trickled")) {
      down = mark.path("number").equals(down.path("number")) ? JSON.createObjectNode() : down;
    }
    ArrayNode marks = answer.putArray("trickled");
    for (JsonNode trickle : request.path("trickles")) {
      String key = trickle.path("resultId") + "/" + trickle.path("number");
      if (seen.add(key)) {
        byte[] content = Base64.getDecoder().decode(trickle.path("content").asText());
        letters.add(new String(content, StandardCharsets.UTF_8));
      } else {
        marks
            .addObject()
            .put("resultId", trickle.path("resultId").asLong())
            .put("number", trickle.path("number").asInt());
      }
    }
    if (!down.isEmpty()) {
      answer.putArray("trickles").add(down);
    }
  }
}
