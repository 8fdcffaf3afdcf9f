package org.idlewild.work;

import java.util.Map;

/**
 * An application: what its versions have in common.
 *
 * @param id names it
 * @param name for people and commands; unique
 * @param owner the account that registered it
 * @param validator names the validator that judges its results
 * @param validatorOptions what that validator is told
 * @param assimilator names the assimilator that takes its answers
 * @param assimilatorOptions what that assimilator is told
 * @param policy how its work is given out and paid
 */
public record App(
    long id,
    String name,
    long owner,
    String validator,
    Map<String, String> validatorOptions,
    String assimilator,
    Map<String, String> assimilatorOptions,
    AppPolicy policy) {
  public App {
    validatorOptions = Map.copyOf(validatorOptions);
    assimilatorOptions = Map.copyOf(assimilatorOptions);
  }
}
