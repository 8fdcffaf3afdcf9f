package org.idlewild.scheduler.batch;

/**
 * An application to register.
 *
 * @param name 1 to 60 letters, digits and hyphens
 * @param validator null means {@code bitwise}
 * @param assimilator null means {@code merge}
 */
public record AppRequest(String name, String validator, String assimilator) {}
