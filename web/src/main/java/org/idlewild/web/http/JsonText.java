package org.idlewild.web.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * JSON to records and back.
 *
 * <p>Times are ISO-8601 strings, an empty Optional is null. Reading never coerces one type into
 * another, refuses duplicate fields and anything after the value, and bounds depth and lengths.
 */
public final class JsonText {
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(20)
          .maxNumberLength(40)
          .maxNameLength(200)
          .maxStringLength(1024 * 1024)
          .build();

  private final JsonMapper mapper;

  private JsonText(boolean unknownFields) {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, !unknownFields)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, !unknownFields)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(LogicalType.Textual, JsonText::noCoercion)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    mapper = builder.build();
    mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
  }

  private static void noCoercion(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** For people and their scripts: a field that is not known is a mistake. */
  public static JsonText strict() {
    return new JsonText(false);
  }

  /**
   * For agents, which may be newer than the server: fields that are not known are ignored, missing
   * numbers are 0.
   */
  public static JsonText lenient() {
    return new JsonText(true);
  }

  /**
   * Reads one value.
   *
   * @throws ProblemException 400 with line, column, and what was expected
   */
  public <T> T read(InputStream json, Class<T> type) throws IOException {
    try {
      return present(mapper.readValue(json, type));
    } catch (JsonProcessingException e) {
      throw ProblemException.malformed(JsonFault.sentence(e));
    }
  }

  /** As {@link #read(InputStream, Class)}. */
  public <T> T read(String json, Class<T> type) {
    try {
      return present(mapper.readValue(json, type));
    } catch (JsonProcessingException e) {
      throw ProblemException.malformed(JsonFault.sentence(e));
    }
  }

  private static <T> T present(T value) {
    if (value == null) {
      throw ProblemException.malformed("Line 1, column 1: a value expected, not null.");
    }
    return value;
  }

  /** Writes one value. */
  public String text(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
