package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Batch;
import org.idlewild.work.FileRef;
import org.idlewild.work.NamedFile;
import org.idlewild.work.StoredFile;
import org.idlewild.work.Workunit;

/** Checks batch requests and fills in what they leave open. To be called in a transaction. */
@Singleton
class Plans {
  private static final long DAY = 86_400;
  private static final int MOST_PARAMETER = 4096;
  private static final int MOST_FILES = 1000;
  private static final int MOST_INPUTS = 100;

  private final Catalogue catalogue;
  private final Contents contents;
  private final Targets targets;

  @Inject
  Plans(Catalogue catalogue, Contents contents, Targets targets) {
    this.catalogue = catalogue;
    this.contents = contents;
    this.targets = targets;
  }

  Plan of(Caller caller, BatchRequest request, Instant now) {
    Head head = head(caller, request);
    List<Unit> units = request.units() == null ? List.of() : request.units();
    Checks.require(
        !units.isEmpty() && units.size() <= Parameters.MOST,
        "a batch has 1 to " + Parameters.MOST + " workunits");
    return new Plan(
        head.name(),
        head.version(),
        drafts(head, units, i -> "workunit " + i, now).all(),
        head.inputs());
  }

  /**
   * What a batch is but for its workunits.
   *
   * @param versions those of its number, one for each platform and plan class; the oldest stands
   *     for all
   * @param quorum what was said of it; null when nothing was
   */
  record Head(
      String name,
      App app,
      List<AppVersion> versions,
      Workunit.Rules rules,
      Integer quorum,
      List<NamedFile> inputs) {
    AppVersion version() {
      return versions.get(0);
    }
  }

  /** The head of a new batch. */
  Head head(Caller caller, BatchRequest request) {
    return head(request, () -> inputs(caller, request));
  }

  /** The head of a batch that is here, as the request that made it said. */
  Head head(Batch batch, BatchRequest request) {
    Head head = head(request, batch::inputs);
    int number = catalogue.version(batch.appVersion()).version();
    List<AppVersion> versions =
        catalogue.versionsOf(batch.app()).stream()
            .filter(version -> version.version() == number)
            .toList();
    return new Head(head.name(), head.app(), versions, head.rules(), head.quorum(), batch.inputs());
  }

  private Head head(BatchRequest request, Supplier<List<NamedFile>> inputs) {
    App app = app(request);
    List<AppVersion> versions = versions(app, request);
    String name = request.name() == null ? request.app() : request.name();
    Checks.require(
        !name.isBlank() && name.length() <= 200 && name.chars().noneMatch(Character::isISOControl),
        "a batch's name has 1 to 200 characters and no line breaks");
    return new Head(name, app, versions, rules(request), request.quorum(), inputs.get());
  }

  /**
   * Checks units.
   *
   * @param who what the unit at an index is called in a sentence
   */
  Drafts drafts(Head head, List<Unit> units, IntFunction<String> who, Instant now) {
    Set<String> names = head.inputs().stream().map(NamedFile::name).collect(Collectors.toSet());
    for (int i = 0; i < units.size(); i++) {
      check(units.get(i), who.apply(i), names);
    }
    return new Drafts(
        head,
        units,
        who,
        head.app().policy().redundancy(),
        targets.of(units, head.app(), head.versions(), now));
  }

  private App app(BatchRequest request) {
    Checks.require(request.app() != null, "app names an app");
    return catalogue
        .named(request.app())
        .orElseThrow(() -> unknown("there is no app '" + Checks.shown(request.app()) + "'"));
  }

  /** Those of the batch's number, one for each platform and plan class, oldest first. */
  private List<AppVersion> versions(App app, BatchRequest request) {
    List<AppVersion> versions = catalogue.versionsOf(app.id());
    int newest = versions.stream().mapToInt(AppVersion::version).max().orElse(0);
    int number = request.version() == null ? newest : request.version();
    List<AppVersion> found =
        versions.stream().filter(version -> version.version() == number).toList();
    if (found.isEmpty()) {
      throw unknown("the app " + app.name() + " has no such version");
    }
    return found;
  }

  private static Workunit.Rules rules(BatchRequest request) {
    int quorum = number(request.quorum(), 2, 1, 10, "quorum");
    int total =
        number(request.maxTotalResults(), Math.max(10, quorum), quorum, 100, "maxTotalResults");
    return new Workunit.Rules(
        quorum,
        quorum,
        number(request.maxErrorResults(), 3, 0, 100, "maxErrorResults"),
        total,
        number(request.maxSuccessResults(), Math.max(6, quorum), quorum, 100, "maxSuccessResults"),
        Duration.ofSeconds(
            Checks.between(
                request.delayBoundSeconds() == null ? DAY : request.delayBoundSeconds(),
                1,
                365 * DAY,
                "delayBoundSeconds")),
        number(request.priority(), 0, -1000, 1000, "priority"));
  }

  private static int number(Integer given, int otherwise, int least, int most, String what) {
    return given == null ? otherwise : (int) Checks.between(given, least, most, what);
  }

  private List<NamedFile> inputs(Caller caller, BatchRequest request) {
    List<org.idlewild.scheduler.batch.NamedFile> listed =
        request.inputs() == null ? List.of() : request.inputs();
    Checks.require(
        listed.size() <= MOST_FILES && Checks.isFull(listed),
        "a batch has at most 1000 different input files, none null");
    Checks.different(listed.stream().map(file -> Checks.plainName(file.name())).toList(), "inputs");
    return listed.stream()
        .map(file -> new NamedFile(file.name(), uploaded(caller, file.sha256())))
        .toList();
  }

  private StoredFile uploaded(Caller caller, String sha256) {
    Checks.require(
        sha256 != null && sha256.matches("[0-9a-f]{64}"), "an input names its file by its SHA-256");
    // Held before it is looked at: an ended batch may be about to release it.
    return contents
        .hold(sha256)
        .filter(file -> contents.owns(caller.userId(), sha256))
        .orElseThrow(() -> unknown("you have not uploaded a file " + sha256));
  }

  private static void check(Unit unit, String who, Set<String> names) {
    String parameter = unit.parameter();
    Checks.require(
        parameter != null
            && parameter.length() <= MOST_PARAMETER
            && parameter.chars().noneMatch(Character::isISOControl),
        "the parameter of "
            + who
            + " must be a text of at most 4096 characters without line breaks");
    checkInputs(unit, who, names);
  }

  private static void checkInputs(Unit unit, String who, Set<String> names) {
    Checks.require(
        unit.inputs() == null
            || (unit.inputs().size() <= MOST_INPUTS && Checks.isFull(unit.inputs())),
        who + " has at most 100 input files, none null");
    List<FileRef> files = unit.files().orElse(List.of());
    files.forEach(file -> Checks.plainName(file.openName()));
    Checks.require(
        files.stream().allMatch(file -> names.contains(file.fileName())),
        who + " names an input that the batch does not have");
    Checks.require(
        files.stream().map(FileRef::openName).distinct().count() == files.size(),
        who + " names an input twice");
  }

  private static Refused unknown(String message) {
    return new Refused(Refused.Reason.NOT_FOUND, message);
  }
}
