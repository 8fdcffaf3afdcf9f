package org.idlewild.scheduler.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.idlewild.validator.InvalidOutput;
import org.idlewild.validator.Output;
import org.idlewild.validator.TryLater;
import org.idlewild.validator.Validator;

/** Does what the first output says: refuses, asks for another time, fails, or compares. */
public final class TextValidator implements Validator<String> {
  @Override
  public String name() {
    return "text";
  }

  /** Takes any options, and does nothing with them. */
  @Override
  public Validator<String> with(Map<String, String> options) {
    return this;
  }

  @Override
  public String read(List<Output> outputs) throws InvalidOutput, TryLater, IOException {
    try (InputStream in = outputs.get(0).open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return switch (text) {
        case "unreadable" -> throw new InvalidOutput("this is no text");
        case "later" -> throw new TryLater("not now");
        case "fault" -> throw new IllegalStateException("a fault of the validator's");
        default -> text;
      };
    }
  }

  @Override
  public boolean agree(String one, String other) {
    return one.equals(other);
  }
}
