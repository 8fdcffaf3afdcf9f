package org.idlewild.scheduler.batch;

import java.util.Map;

/**
 * An application to register; null where nothing is said.
 *
 * @param name 1 to 60 letters, digits and hyphens
 * @param validator null means {@code bitwise}
 * @param validatorOptions what the validator is told
 * @param assimilator null means {@code merge}
 * @param assimilatorOptions what the assimilator is told
 * @param policy how its work is given out and paid
 */
public record AppRequest(
    String name,
    String validator,
    Map<String, String> validatorOptions,
    String assimilator,
    Map<String, String> assimilatorOptions,
    PolicyRequest policy) {

  /** One that says nothing but its name and its plug-ins. */
  public AppRequest(String name, String validator, String assimilator) {
    this(name, validator, null, assimilator, null, null);
  }
}
