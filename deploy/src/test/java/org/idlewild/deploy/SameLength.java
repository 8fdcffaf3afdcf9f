package org.idlewild.deploy;

import java.io.IOException;
import java.util.List;
import org.idlewild.validator.Output;
import org.idlewild.validator.Validator;

/** A validator as an operator's users write one: outputs of one length agree. */
public final class SameLength implements Validator<Integer> {
  static final String NAME = "same-length";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Integer read(List<Output> outputs) throws IOException {
    try (var in = outputs.get(0).open()) {
      return in.readAllBytes().length;
    }
  }

  @Override
  public boolean agree(Integer one, Integer other) {
    return one.equals(other);
  }
}
