package org.idlewild.scheduler.plugin;

import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.validator.Output;
import org.idlewild.validator.Validator;

/** Broken: everything agrees with everything. */
public class CredulousPlugins extends Plugins {
  private final Plugin<Validator<?>> credulous;

  CredulousPlugins(
      PluginSettings settings,
      TimeLimit limit,
      ScriptValidator script,
      StockAssimilators assimilators) {
    super(settings, limit, script, assimilators);
    credulous = new Plugin<>(Kind.VALIDATOR, "bitwise", "test", new Credulous(), limit);
  }

  @Override
  public Optional<Plugin<Validator<?>>> validator(String name) {
    return Optional.of(credulous);
  }

  private static final class Credulous implements Validator<String> {
    @Override
    public String name() {
      return "bitwise";
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
