package org.idlewild.scheduler.plugin;

import java.util.List;
import java.util.Optional;
import org.idlewild.validator.Output;
import org.idlewild.validator.Validator;

/** Broken: everything agrees with everything. */
public class CredulousPlugins extends Plugins {
  @Override
  public Optional<Validator<?>> validator(String name) {
    return Optional.of(new Credulous());
  }

  private static final class Credulous implements Validator<String> {
    @Override
    public String name() {
      return "credulous";
    }

    @Override
    public String read(List<Output> outputs) {
      return "";
    }

    @Override
    public boolean agree(String one, String other) {
      return true;
    }
  }
}
