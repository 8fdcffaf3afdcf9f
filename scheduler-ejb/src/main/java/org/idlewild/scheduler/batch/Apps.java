package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Ids;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.AppVersion;
import org.idlewild.work.StoredFile;

/** Registers applications and their versions. Threads: any. */
@Singleton
public class Apps {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,59}";

  private final Transactions transactions;
  private final Catalogue catalogue;
  private final Manifests manifests;
  private final Plugins plugins;
  private final Contents contents;
  private final Ids ids;

  @Inject
  Apps(
      Transactions transactions,
      Catalogue catalogue,
      Manifests manifests,
      Plugins plugins,
      Contents contents,
      Ids ids) {
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.manifests = manifests;
    this.plugins = plugins;
    this.contents = contents;
    this.ids = ids;
  }

  /**
   * Registers an application.
   *
   * @throws Refused FORBIDDEN, MALFORMED, or CONFLICT for a taken name
   */
  public App register(Caller caller, AppRequest request, Instant now) {
    caller.requireResearcher();
    String name = request.name();
    Checks.require(
        name != null && name.matches(NAME),
        "an app's name has 1 to 60 letters, digits and hyphens");
    String validator = request.validator() == null ? "bitwise" : request.validator();
    String assimilator = request.assimilator() == null ? "merge" : request.assimilator();
    Checks.require(
        plugins.validator(validator).isPresent(),
        "there is no such validator; there are: " + plugins.validators());
    Checks.require(
        plugins.assimilator(assimilator).isPresent(),
        "there is no such assimilator; there are: " + plugins.assimilators());
    App registered =
        transactions.call(
            () -> {
              if (catalogue.named(name).isPresent()) {
                throw new Refused(
                    Refused.Reason.CONFLICT, "there is an app '" + name + "' already");
              }
              App app =
                  new App(
                      ids.next(Ids.Kind.APP),
                      name,
                      caller.userId(),
                      validator,
                      Map.of(),
                      assimilator,
                      Map.of(),
                      AppPolicy.DEFAULT);
              catalogue.add(app, now);
              Faults.at(Point.APP_ADDED);
              return app;
            });
    Faults.at(Point.APP_REGISTERED);
    return registered;
  }

  /**
   * Adds a version to an application.
   *
   * @param files contents that were kept, by file name
   * @throws Refused NOT_FOUND, FORBIDDEN for another's application, MALFORMED, or CONFLICT for a
   *     taken number
   */
  public AppVersion addVersion(
      Caller caller, String app, Manifest manifest, Map<String, StoredFile> files, Instant now) {
    caller.requireResearcher();
    AppVersion added =
        transactions.call(
            () -> {
              App found = named(app);
              caller.requireOwner(found.owner(), "this app");
              List<AppVersion> before = catalogue.versionsOf(found.id());
              if (before.stream().anyMatch(v -> v.version() == manifest.version())) {
                throw new Refused(
                    Refused.Reason.CONFLICT,
                    "there is a version " + manifest.version() + " of " + app + " already");
              }
              hold(files);
              AppVersion version =
                  manifests.check(ids.next(Ids.Kind.APP_VERSION), found.id(), manifest, files);
              catalogue.add(version, now);
              Faults.at(Point.VERSION_ADDED);
              return version;
            });
    Faults.at(Point.VERSION_REGISTERED);
    return added;
  }

  /** Nobody may release what this version is about to use; in order, so that two never lock up. */
  private void hold(Map<String, StoredFile> files) {
    files.values().stream().map(StoredFile::sha256).sorted().distinct().forEach(this::hold);
  }

  private void hold(String sha256) {
    if (contents.hold(sha256).isEmpty()) {
      throw new Refused(Refused.Reason.CONFLICT, "the file " + sha256 + " is gone; send it again");
    }
  }

  private App named(String app) {
    return catalogue
        .named(app)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.NOT_FOUND, "there is no app '" + Checks.shown(app) + "'"));
  }
}
