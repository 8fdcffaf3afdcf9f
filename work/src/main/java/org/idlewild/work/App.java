package org.idlewild.work;

/**
 * An application: what its versions have in common.
 *
 * @param id names it
 * @param name for people and commands; unique
 * @param owner the account that registered it
 * @param validator names the validator that judges its results
 * @param assimilator names the assimilator that takes its answers
 */
public record App(long id, String name, long owner, String validator, String assimilator) {}
