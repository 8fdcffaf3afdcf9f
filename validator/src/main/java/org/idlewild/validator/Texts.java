package org.idlewild.validator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A result's outputs as text. */
final class Texts {
  /** The option that says how many bytes a result may have to be compared. */
  static final String MAX_BYTES = "max-bytes";

  static final int USUAL_BYTES = 16 << 20;
  static final int MOST_BYTES = 256 << 20;

  private Texts() {}

  /**
   * The texts by the outputs' names.
   *
   * @param limit more bytes than this in all outputs together are refused: a quorum of results is
   *     held in memory at once
   */
  static Map<String, String> of(List<Output> outputs, int limit) throws InvalidOutput, IOException {
    Map<String, String> texts = new TreeMap<>();
    long left = limit;
    for (Output output : outputs) {
      left -= output.bytes();
      if (left < 0) {
        throw new InvalidOutput("the outputs have more than " + limit + " bytes in all");
      }
      texts.put(output.name(), text(output));
    }
    return texts;
  }

  private static String text(Output output) throws InvalidOutput, IOException {
    try (InputStream in = output.open()) {
      byte[] bytes = in.readNBytes(Math.toIntExact(output.bytes()));
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf(0) < 0) {
        return text;
      }
      throw notText(output);
    } catch (CharacterCodingException failure) {
      throw notText(output);
    }
  }

  private static InvalidOutput notText(Output output) {
    return new InvalidOutput("the output " + output.name() + " is not text in UTF-8");
  }
}
