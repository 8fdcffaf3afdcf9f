package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.RemoteBatches;
import org.idlewild.scheduler.store.RemoteFiles;
import org.idlewild.scheduler.store.RemoteJobs;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;

/** Takes batches as BOINC's tools submit them: announced, then with their jobs. Threads: any. */
@Singleton
public class Submission {
  private static final int MOST_ANNOUNCED = 1000;

  private final Transactions transactions;
  private final Batches batches;
  private final Intake intake;
  private final JobFiles files;
  private final Wake wake;
  private final Names names;

  @Inject
  Submission(
      Transactions transactions,
      Batches batches,
      Intake intake,
      JobFiles files,
      Wake wake,
      Names names) {
    this.transactions = transactions;
    this.batches = batches;
    this.intake = intake;
    this.files = files;
    this.wake = wake;
    this.names = names;
  }

  /**
   * Announces a batch; without jobs it is forgotten after 30 days.
   *
   * @param expires when it is given up and deleted, whatever has become of it
   * @return its id
   * @throws Refused NOT_FOUND for an unknown app, MALFORMED for a bad name, CONFLICT when 1000
   *     others wait
   */
  public long announce(
      Caller caller, String app, String name, Optional<Instant> expires, Instant now) {
    caller.requireResearcher();
    return transactions.call(() -> names.add(caller, names.app(app), name, expires, false, now));
  }

  /**
   * Submits a batch with its jobs.
   *
   * @return its id
   * @throws Refused as {@link Batches#submit}; also CONFLICT for a batch that has its jobs, or a
   *     job's name that is taken, and NOT_FOUND for a file that is not here
   */
  public long submit(Caller caller, RemoteRequest request, Instant now) throws IOException {
    caller.requireResearcher();
    Map<RemoteJob.Input, String> contents = new LinkedHashMap<>();
    for (RemoteJob job : request.jobs()) {
      for (RemoteJob.Input input : job.inputs()) {
        if (input.inline() && !contents.containsKey(input)) {
          contents.put(input, kept(caller, input, now));
        }
      }
    }
    long id = transactions.call(() -> take(caller, request, contents, now));
    wake.up(PassName.TRANSITIONER);
    return id;
  }

  private String kept(Caller caller, RemoteJob.Input input, Instant now) throws IOException {
    byte[] bytes = input.content().getBytes(StandardCharsets.UTF_8);
    return intake.keep(caller, new ByteArrayInputStream(bytes), bytes.length, now).sha256();
  }

  private long take(
      Caller caller, RemoteRequest request, Map<RemoteJob.Input, String> inline, Instant now) {
    long id =
        request
            .announced()
            .map(announced -> names.claim(caller, announced, request.batch().app()))
            .orElseGet(() -> fresh(caller, request.batch(), now));
    Map<RemoteJob.Input, String> contents = new LinkedHashMap<>(inline);
    request.jobs().stream()
        .flatMap(job -> job.inputs().stream())
        .forEach(input -> contents.computeIfAbsent(input, wanted -> here(caller, wanted)));
    BatchRequest whole = RemoteUnits.whole(request, names.nameOf(id), input -> contents.get(input));
    List<Long> units = batches.add(caller, whole, id, Optional.empty(), now);
    names.name(caller, request.jobs(), units);
    names.came(id);
    return id;
  }

  private long fresh(Caller caller, BatchRequest batch, Instant now) {
    return names.add(caller, names.app(batch.app()), batch.name(), Optional.empty(), true, now);
  }

  private String here(Caller caller, RemoteJob.Input input) {
    return files
        .here(caller, input.content())
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.NOT_FOUND,
                    "you have not uploaded a file " + Checks.shown(input.content())));
  }

  /** What submitters call their batches and jobs. To be called in a transaction. */
  @Singleton
  static class Names {
    private static final String JOB = "[!-~]{1,250}";

    private final RemoteBatches batches;
    private final RemoteJobs jobs;
    private final RemoteFiles files;
    private final Catalogue catalogue;
    private final Ids ids;

    @Inject
    Names(RemoteBatches batches, RemoteJobs jobs, RemoteFiles files, Catalogue catalogue, Ids ids) {
      this.batches = batches;
      this.jobs = jobs;
      this.files = files;
      this.catalogue = catalogue;
      this.ids = ids;
    }

    App app(String name) {
      return catalogue
          .named(name == null ? "" : name)
          .orElseThrow(
              () ->
                  new Refused(
                      Refused.Reason.NOT_FOUND, "there is no app '" + Checks.shown(name) + "'"));
    }

    long add(
        Caller caller,
        App app,
        String name,
        Optional<Instant> expires,
        boolean submitted,
        Instant now) {
      Checks.require(
          name == null
              || (!name.isBlank()
                  && name.length() <= 200
                  && name.chars().noneMatch(Character::isISOControl)),
          "a batch's name has 1 to 200 characters and no line breaks");
      if (!submitted
          && batches.announced(caller.userId(), MOST_ANNOUNCED).size() == MOST_ANNOUNCED) {
        throw new Refused(
            Refused.Reason.CONFLICT, MOST_ANNOUNCED + " batches of yours wait for their jobs");
      }
      long id = ids.next(Ids.Kind.BATCH);
      batches.add(
          new RemoteBatches.Remote(
              id,
              caller.userId(),
              app.id(),
              name == null ? app.name() + ":" + id : name,
              now,
              expires,
              submitted));
      return id;
    }

    long claim(Caller caller, long id, String app) {
      RemoteBatches.Remote batch =
          batches
              .withId(id)
              .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no batch " + id));
      caller.requireOwner(batch.account(), "this batch");
      Checks.require(
          app(app).id() == batch.app(), "the batch was announced for another app than " + app);
      if (!batches.submitted(id)) {
        throw new Refused(Refused.Reason.CONFLICT, "batch " + id + " has its jobs already");
      }
      return id;
    }

    String nameOf(long id) {
      return batches.withId(id).orElseThrow().name();
    }

    void name(Caller caller, List<RemoteJob> named, List<Long> units) {
      List<String> given = named.stream().flatMap(job -> job.name().stream()).toList();
      Set<String> seen = new HashSet<>();
      given.forEach(
          name ->
              Checks.require(
                  name.matches(JOB) && seen.add(name),
                  "a job's name has 1 to 250 letters, digits and signs without spaces, and is no"
                      + " other job's, not '"
                      + Checks.shown(name)
                      + "'"));
      jobs.taken(caller.userId(), given)
          .ifPresent(
              name -> {
                throw new Refused(
                    Refused.Reason.CONFLICT, "you have a job named " + name + " already");
              });
      for (int i = 0; i < named.size(); i++) {
        long unit = units.get(i);
        named.get(i).name().ifPresent(name -> jobs.add(unit, caller.userId(), name));
      }
    }

    void came(long id) {
      files.came(id);
    }
  }
}
