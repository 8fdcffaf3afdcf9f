package org.idlewild.scheduler.deletion;

import java.util.List;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.WorkunitPages;
import org.idlewild.work.Batch;
import org.idlewild.work.Progress;
import org.idlewild.work.Result;
import org.idlewild.work.StoredFile;
import org.idlewild.work.Workunit;

/** What the archive says: one line for the batch, one for each workunit, one at the end. */
final class ArchiveLines {
  private static final int STDERR = 8192;

  private ArchiveLines() {}

  /** The first line; {@code app} is the application's name. */
  static JsonLine batch(Batch batch, String app, Progress progress) {
    return new JsonLine()
        .put("kind", "batch")
        .put("format", 1)
        .put("id", batch.id())
        .put("name", batch.name())
        .put("app", app)
        .put("appVersion", batch.appVersion())
        .put("owner", batch.owner())
        .put("created", batch.created())
        .put("ended", batch.ended())
        .put("quorum", batch.quorum())
        .put("total", batch.total())
        .put("done", progress.count(Progress.Phase.DONE))
        .put("failed", progress.count(Progress.Phase.FAILED))
        .put("cancelled", progress.count(Progress.Phase.CANCELLED))
        .put("output", batch.output().map(StoredFile::sha256));
  }

  static JsonLine workunit(WorkunitPages.Entry entry, List<ArchivedRows.Known> results) {
    Workunit workunit = entry.workunit();
    return new JsonLine()
        .put("kind", "workunit")
        .put("id", workunit.id())
        .put("batch", entry.task().batch())
        .put("position", entry.task().position())
        .put("parameter", entry.task().parameter())
        .put("errors", workunit.errors().stream().map(Enum::name).sorted().toList())
        .put("canonicalResult", workunit.canonicalResult().stream().boxed().findFirst())
        .put("assimilated", workunit.assimilated())
        .put("results", results.stream().map(ArchiveLines::result).toList());
  }

  private static JsonLine result(ArchivedRows.Known known) {
    Result result = known.result();
    return new JsonLine()
        .put("id", result.id())
        .put("host", result.host().stream().boxed().findFirst())
        .put("account", known.account())
        .put("appVersion", result.appVersion().stream().boxed().findFirst())
        .put("outcome", result.outcome())
        .put("validateState", result.validateState())
        .put("cause", result.cause())
        .put("exitStatus", known.exitStatus())
        .put("message", known.message())
        .put("sandbox", known.sandbox())
        .put("cpuSeconds", known.cpuSeconds())
        .put("elapsedSeconds", known.elapsedSeconds())
        .put("peakMemoryBytes", known.peakMemoryBytes())
        .put("sent", known.sent())
        .put("received", known.received())
        .put("stderr", end(known.stderr()));
  }

  /** The last line: a file without it is not whole. */
  static JsonLine end(long workunits, long results) {
    return new JsonLine().put("kind", "end").put("workunits", workunits).put("results", results);
  }

  private static String end(String stderr) {
    return stderr.substring(Math.max(0, stderr.length() - STDERR));
  }
}
