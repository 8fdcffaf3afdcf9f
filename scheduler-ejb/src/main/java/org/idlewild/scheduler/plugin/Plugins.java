package org.idlewild.scheduler.plugin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.validator.Validator;

/** The validators and assimilators that this server has. Threads: any. */
@Singleton
public class Plugins {
  private final Map<String, Validator<?>> validators = new TreeMap<>();
  private final Map<String, Assimilator> assimilators = new TreeMap<>();

  @Inject
  Plugins(StockAssimilators stock) {
    stock.all().forEach(assimilator -> assimilators.put(assimilator.name(), assimilator));
    load(Validator.class).forEach(validator -> validators.put(validator.name(), validator));
    load(Assimilator.class)
        .forEach(assimilator -> assimilators.put(assimilator.name(), assimilator));
  }

  private static <T> List<T> load(Class<T> kind) {
    return ServiceLoader.load(kind, kind.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  public Optional<Validator<?>> validator(String name) {
    return Optional.ofNullable(validators.get(name));
  }

  public Optional<Assimilator> assimilator(String name) {
    return Optional.ofNullable(assimilators.get(name));
  }

  /**
   * The same with an app's options.
   *
   * @throws IllegalArgumentException for options that it does not take
   */
  public Optional<Assimilator> assimilator(String name, Map<String, String> options) {
    return assimilator(name).map(assimilator -> assimilator.with(options));
  }

  /** What is wrong with an app's assimilator or its options, in one sentence; empty for nothing. */
  public Optional<String> checkAssimilator(String name, Map<String, String> options) {
    try {
      return assimilator(name, options).isPresent()
          ? Optional.empty()
          : Optional.of("there is no such assimilator; there are: " + assimilators());
    } catch (IllegalArgumentException wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  /** The names of the validators, for people. */
  public String validators() {
    return String.join(", ", validators.keySet());
  }

  /** The names of the assimilators, for people. */
  public String assimilators() {
    return String.join(", ", assimilators.keySet());
  }
}
