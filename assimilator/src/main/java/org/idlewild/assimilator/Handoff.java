package org.idlewild.assimilator;

import java.util.List;

/**
 * What came of a workunit.
 *
 * @param idempotencyKey the same at each repetition, another for each workunit
 * @param batch the batch's id
 * @param workunit the workunit's place in its batch, from 0
 * @param parameter as the researcher gave it
 * @param outputs of the canonical result, in the order in which the app version declares them;
 *     empty after a failure
 * @param failures why there is no answer, in BOINC's words; empty after a success
 */
public record Handoff(
    String idempotencyKey,
    long batch,
    int workunit,
    String parameter,
    List<Output> outputs,
    List<String> failures) {}
