package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;

/** Applications and their versions; neither ever changes. To be called in a transaction. */
@Singleton
public class Catalogue {
  private final Database database;
  private final Map<Long, App> apps = new ConcurrentHashMap<>();
  private final Map<Long, AppVersion> versions = new ConcurrentHashMap<>();

  @Inject
  Catalogue(Database database) {
    this.database = database;
  }

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

  /** The application with an id that a row holds. */
  public App app(long id) {
    return apps.computeIfAbsent(id, key -> em().find(AppRow.class, key).app());
  }

  /** The version with an id that a row holds. */
  public AppVersion version(long id) {
    return versions.computeIfAbsent(id, key -> em().find(AppVersionRow.class, key).appVersion());
  }

  /** An application's versions, oldest first. */
  public List<AppVersion> versionsOf(long app) {
    return em().createQuery(
            "SELECT v FROM AppVersionRow v WHERE v.appId = :app ORDER BY v.version",
            AppVersionRow.class)
        .setParameter("app", app)
        .getResultStream()
        .map(AppVersionRow::appVersion)
        .toList();
  }

  private EntityManager em() {
    return database.em();
  }
}
