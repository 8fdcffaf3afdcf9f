package org.idlewild.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages as they go over the wire. The files beside this test are what agents in the field
 * say: a change that alters one breaks them.
 */
class MessagesTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Stream<Record> messages() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsWrittenAsAlways(Record message) throws IOException {
    assertThat(JSON.readTree(JSON.writeValueAsBytes(message))).isEqualTo(golden(message));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsReadAsItWasMeant(Record message) throws IOException {
    assertThat(JSON.treeToValue(golden(message), message.getClass())).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void fieldsOfANewerDialectArePassedOver(Record message) throws IOException {
    JsonNode newer = golden(message);
    addUnknownFields(newer);

    assertThat(newer).isNotEqualTo(golden(message));
    assertThat(JSON.treeToValue(newer, message.getClass())).isEqualTo(message);
  }

  @Test
  void anOrderThatDoesNotSayKeepsOneProcessorBusy() throws IOException {
    TaskOrder older = JSON.readValue("{\"resultId\":1}", TaskOrder.class);

    assertThat(older.processors()).isEqualTo(1);
  }

  private static void addUnknownFields(JsonNode node) {
    node.forEach(MessagesTest::addUnknownFields);
    if (node instanceof ObjectNode object) {
      object.putObject("newInTheNextDialect").put("a", 1);
    }
  }

  private static JsonNode golden(Record message) throws IOException {
    String file = message.getClass().getSimpleName() + ".json";
    try (InputStream in = MessagesTest.class.getResourceAsStream(file)) {
      assertThat(in).as("the file %s", file).isNotNull();
      return JSON.readTree(in);
    }
  }
}
