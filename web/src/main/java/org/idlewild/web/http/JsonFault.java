package org.idlewild.web.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says in one sentence what is wrong with a JSON text, where, and what was expected. */
final class JsonFault {
  private static final int LONGEST = 300;

  private JsonFault() {}

  static String sentence(JsonProcessingException fault) {
    return cut(place(fault) + field(fault) + reason(fault) + ".");
  }

  private static String place(JsonProcessingException fault) {
    JsonLocation location = fault.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  /** The field as a path such as {@code outputs[0].maxBytes}. */
  private static String field(JsonProcessingException fault) {
    if (!(fault instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    String path =
        mapping.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return "\"" + cut(path.startsWith(".") ? path.substring(1) : path) + "\": ";
  }

  private static String reason(JsonProcessingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return "no such field; there are " + known(unknown);
    } else if (fault instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch);
    } else if (fault instanceof JsonEOFException) {
      return "the JSON text ends too early";
    } else if (fault instanceof StreamConstraintsException) {
      return "the JSON text is too deep, or holds a name, number or string that is too long";
    } else if (fault instanceof InputCoercionException) {
      return "the number is out of range";
    } else if (fault instanceof JsonParseException) {
      return "not JSON: " + syntax(fault.getOriginalMessage());
    } else if (fault.getCause() instanceof JsonProcessingException cause) {
      return reason(cause);
    }
    return "a value that fits expected";
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> ids = unknown.getKnownPropertyIds();
    return ids == null
        ? "none"
        : ids.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String mismatch(MismatchedInputException fault) {
    String message = fault.getOriginalMessage();
    if (message.startsWith("No content")) {
      return "a JSON text expected, the body is empty";
    } else if (message.startsWith("Trailing token")) {
      return "nothing expected after the JSON value";
    }
    return expected(fault.getTargetType()) + " expected";
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "another type";
    } else if (type == String.class) {
      return "a string";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type == double.class || type == Double.class) {
      return "a number";
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    } else if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    } else if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return "an object";
  }

  /** The parser's words without its notes on where an object began. */
  private static String syntax(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    int note = line.indexOf(" (start marker");
    return note < 0 ? line : line.substring(0, note);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
