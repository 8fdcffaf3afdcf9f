package org.idlewild.validator;

import java.util.List;

/**
 * Every result that brought something agrees with every other: for programs whose answers cannot be
 * compared, and hosts that are trusted.
 */
public final class TrivialValidator implements Validator<Boolean> {
  @Override
  public String name() {
    return "trivial";
  }

  @Override
  public Boolean read(List<Output> outputs) throws InvalidOutput {
    if (outputs.isEmpty()) {
      throw new InvalidOutput("the result brought no output");
    }
    return true;
  }

  @Override
  public boolean agree(Boolean one, Boolean other) {
    return true;
  }
}
