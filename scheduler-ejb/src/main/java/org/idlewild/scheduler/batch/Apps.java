package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
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
  private static final Logger LOG = System.getLogger(Apps.class.getName());
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
    App app =
        new App(
            ids.next(Ids.Kind.APP),
            name,
            caller.userId(),
            request.validator() == null ? "bitwise" : request.validator(),
            PluginOptions.of(request.validatorOptions(), Map.of(), "validatorOptions"),
            request.assimilator() == null ? "merge" : request.assimilator(),
            PluginOptions.of(request.assimilatorOptions(), Map.of(), "assimilatorOptions"),
            Policies.of(request.policy(), AppPolicy.DEFAULT));
    checkPlugins(app, now);
    return transactions.call(
        () -> {
          if (catalogue.named(name).isPresent()) {
            throw conflict("there is an app '" + name + "' already");
          }
          catalogue.add(app, now);
          return app;
        });
  }

  /**
   * Changes an application's policy and its plug-ins' options. Workunits that exist are given out
   * by the new policy too.
   *
   * @throws Refused NOT_FOUND, FORBIDDEN for another's application, or MALFORMED
   */
  public App change(Caller caller, String name, AppChange change, Instant now) {
    caller.requireResearcher();
    // Plug-ins are asked outside the transaction; what they were asked about hardly ever changes.
    checkPlugins(transactions.call(() -> changed(caller, name, change)).after(), now);
    Changed changed =
        transactions.call(
            () -> {
              Changed last = changed(caller, name, change);
              catalogue.change(last.after());
              return last;
            });
    catalogue.forget(changed.after().id());
    LOG.log(
        Level.INFO,
        "{0} changed the app {1}: {2}",
        caller.name(),
        name,
        AppAudit.of(changed.before(), changed.after()));
    return changed.after();
  }

  private record Changed(App before, App after) {}

  private Changed changed(Caller caller, String name, AppChange change) {
    App before = catalogue.hold(name).orElseThrow(() -> unknown(name));
    caller.requireOwner(before.owner(), "this app");
    App after =
        new App(
            before.id(),
            before.name(),
            before.owner(),
            before.validator(),
            PluginOptions.of(
                change.validatorOptions(), before.validatorOptions(), "validatorOptions"),
            before.assimilator(),
            PluginOptions.of(
                change.assimilatorOptions(), before.assimilatorOptions(), "assimilatorOptions"),
            Policies.of(change.policy(), before.policy()));
    return new Changed(before, after);
  }

  /** Whether there are such plug-ins, and take these options. */
  private void checkPlugins(App app, Instant now) {
    plugins.refresh(now);
    plugins.checkValidator(app.validator(), app.validatorOptions()).ifPresent(Apps::refuse);
    plugins.checkAssimilator(app.assimilator(), app.assimilatorOptions()).ifPresent(Apps::refuse);
  }

  private static void refuse(String sentence) {
    throw Checks.malformed(sentence);
  }

  /**
   * Adds a version to an application. A number may have several, one for each platform and plan
   * class, which declare the same outputs.
   *
   * @param files contents that were kept, by file name
   * @throws Refused NOT_FOUND, FORBIDDEN for another's application, MALFORMED, or CONFLICT with a
   *     version of the same number
   */
  public AppVersion addVersion(
      Caller caller, String name, Manifest manifest, Map<String, StoredFile> files, Instant now) {
    caller.requireResearcher();
    return transactions.call(
        () -> {
          // Held, so that two versions that come at once are compared with each other.
          App app = catalogue.hold(name).orElseThrow(() -> unknown(name));
          caller.requireOwner(app.owner(), "this app");
          hold(files);
          AppVersion version =
              manifests.check(ids.next(Ids.Kind.APP_VERSION), app, manifest, files);
          catalogue.versionsOf(app.id()).stream()
              .filter(other -> other.version() == version.version())
              .forEach(other -> checkBeside(other, version));
          catalogue.add(version, now);
          return version;
        });
  }

  private static void checkBeside(AppVersion other, AppVersion version) {
    if (other.platform().equals(version.platform())
        && other.planClass().name().equals(version.planClass().name())) {
      throw conflict(
          "there is a version "
              + version.version()
              + " for "
              + version.platform()
              + (version.planClass().name().isEmpty()
                  ? ""
                  : " of plan class " + version.planClass().name())
              + " already");
    }
    if (!other.outputs().equals(version.outputs())) {
      throw conflict(
          "the outputs are not those that version "
              + version.version()
              + " declares for "
              + other.platform()
              + "; all of one number declare the same");
    }
  }

  private static Refused conflict(String message) {
    return new Refused(Refused.Reason.CONFLICT, message);
  }

  /** Nobody may release what this version is about to use; in order, so that two never lock up. */
  private void hold(Map<String, StoredFile> files) {
    files.values().stream().map(StoredFile::sha256).sorted().distinct().forEach(this::hold);
  }

  private void hold(String sha256) {
    if (contents.hold(sha256).isEmpty()) {
      throw conflict("the file " + sha256 + " is gone; send it again");
    }
  }

  private static Refused unknown(String app) {
    return new Refused(Refused.Reason.NOT_FOUND, "there is no app '" + Checks.shown(app) + "'");
  }
}
