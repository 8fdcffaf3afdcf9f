package org.idlewild.scheduler.batch;

import java.util.Map;

/**
 * What is to change about an application; null where nothing is said, and that stays as it is.
 *
 * @param validatorOptions an option of null is taken away, the others stay
 * @param assimilatorOptions likewise
 * @param policy what it says is changed, the rest stays
 */
public record AppChange(
    Map<String, String> validatorOptions,
    Map<String, String> assimilatorOptions,
    PolicyRequest policy) {}
