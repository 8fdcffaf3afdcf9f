package org.idlewild.scheduler.batch;

import java.util.List;
import org.idlewild.work.AppVersion;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Workunit;

/** A batch request that makes sense, with nothing left open. */
record Plan(
    String name,
    AppVersion version,
    Workunit.Rules rules,
    List<Unit> units,
    List<NamedFile> inputs) {}
