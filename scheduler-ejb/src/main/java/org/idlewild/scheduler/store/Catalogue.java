package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.AppVersion;

/**
 * Applications and their versions. A version never changes but for whether it is signed, and is
 * remembered for good without that; an application's policy and options may change, on any node, so
 * it is remembered for {@link #FRESH}, its versions with whether they are signed too. To be called
 * in a transaction.
 */
@Singleton
public class Catalogue {
  /** How old what is known of an application may be. */
  public static final Duration FRESH = Duration.ofSeconds(3);

  private final Database database;
  private final Signatures signatures;
  private final LongSupplier nanoTime;
  private final Map<Long, Known> apps = new ConcurrentHashMap<>();
  private final Map<Long, AppVersion> versions = new ConcurrentHashMap<>();

  @Inject
  Catalogue(Database database, Signatures signatures) {
    this(database, signatures, System::nanoTime);
  }

  Catalogue(Database database, Signatures signatures, LongSupplier nanoTime) {
    this.database = database;
    this.signatures = signatures;
    this.nanoTime = nanoTime;
  }

  private record Known(App app, List<AppVersion> versions, long since) {}

  public void add(App app, Instant now) {
    em().persist(AppRow.of(app, now.toEpochMilli()));
  }

  public void add(AppVersion version, Instant now) {
    em().persist(AppVersionRow.of(version, now.toEpochMilli()));
  }

  /** All applications, by name. */
  public List<App> all() {
    return em()
        .createQuery("SELECT a FROM AppRow a ORDER BY a.name", AppRow.class)
        .getResultList()
        .stream()
        .map(AppRow::app)
        .toList();
  }

  public Optional<App> named(String name) {
    return em().createQuery("SELECT a FROM AppRow a WHERE a.name = :name", AppRow.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .map(AppRow::app);
  }

  /** The application of a name as it is now, held until the transaction ends. */
  public Optional<App> hold(String name) {
    return em().createQuery("SELECT a FROM AppRow a WHERE a.name = :name", AppRow.class)
        .setParameter("name", name)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst()
        .map(AppRow::app);
  }

  /** Writes the policy and the options of an application that is held. */
  public void change(App app) {
    em().find(AppRow.class, app.id()).change(app);
  }

  /** Has the next who asks for an application read it again; to be called after it was changed. */
  public void forget(long id) {
    apps.remove(id);
  }

  /** Has the next who asks for any application read it again. */
  public void forgetAll() {
    apps.clear();
  }

  /** The application with an id that a row holds, at most {@link #FRESH} old. */
  public App app(long id) {
    return known(id).app();
  }

  private Known known(long id) {
    long now = nanoTime.getAsLong();
    Known known = apps.get(id);
    if (known == null || now - known.since() >= FRESH.toNanos()) {
      known = new Known(em().find(AppRow.class, id).app(), versionsOf(id), now);
      apps.put(id, known);
    }
    return known;
  }

  /** The version with an id that a row holds. */
  public AppVersion version(long id) {
    return versions.computeIfAbsent(id, key -> em().find(AppVersionRow.class, key).appVersion());
  }

  /** The policy of a version's application, at most {@link #FRESH} old. */
  public AppPolicy policyOf(long version) {
    return app(version(version).app()).policy();
  }

  /** The versions of the same application and number, at most {@link #FRESH} old. */
  public List<AppVersion> alternatives(AppVersion version) {
    return known(version.app()).versions().stream()
        .filter(other -> other.version() == version.version())
        .toList();
  }

  /** An application's versions by number, those of one number oldest first. */
  public List<AppVersion> versionsOf(long app) {
    return signatures.marked(
        em().createQuery(
                "SELECT v FROM AppVersionRow v WHERE v.appId = :app ORDER BY v.version, v.id",
                AppVersionRow.class)
            .setParameter("app", app)
            .getResultStream()
            .map(AppVersionRow::appVersion)
            .toList());
  }

  private EntityManager em() {
    return database.em();
  }
}
