package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Optional;

/**
 * A workunit as BOINC's tools see it.
 *
 * @param name that its submitter gave it
 * @param app the application's name
 * @param outputs how many files a result of it has
 * @param instances its results, in the order of their ids
 */
public record JobView(
    WorkunitView workunit,
    Optional<String> name,
    long batch,
    String app,
    int outputs,
    List<InstanceView> instances) {}
