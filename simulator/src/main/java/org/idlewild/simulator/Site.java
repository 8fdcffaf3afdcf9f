package org.idlewild.simulator;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.plugin.TimeLimit;
import org.idlewild.scheduler.store.Migrations;
import org.idlewild.standalone.MemoryDatabase;
import org.idlewild.standalone.PlainPersistence;
import org.idlewild.standalone.TableStamps;

/**
 * What runs have in common, because making it takes longer than a run: a database, a folder, the
 * plug-ins and their threads.
 */
final class Site implements AutoCloseable {
  private final DataSource database = MemoryDatabase.fresh();
  private final Path data;
  private final TableStamps stamps;
  private final PlainPersistence persistence;
  private Plugins plugins;
  private TimeLimit limit;

  Site() throws IOException, SQLException {
    data = Files.createTempDirectory(memory(), "idlewild-simulator");
    new Beans().put(DataSource.class, database).get(Migrations.class).run();
    stamps = new TableStamps(database);
    persistence = new PlainPersistence(MemoryDatabase.pooled(database));
  }

  /** Files are forced to the disk one by one; where there is a folder in memory that costs less. */
  private static Path memory() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  DataSource database() {
    return database;
  }

  Path data() {
    return data;
  }

  TableStamps stamps() {
    return stamps;
  }

  PlainPersistence persistence() {
    return persistence;
  }

  /** Puts in what a server here finds ready. */
  void equip(Beans beans) {
    beans.put(EntityManager.class, entityManager());
    if (plugins == null) {
      plugins = beans.get(Plugins.class);
      limit = beans.get(TimeLimit.class);
    }
    beans.put(Plugins.class, plugins).put(TimeLimit.class, limit);
  }

  /** As a container injects it: whoever calls it reaches the one of his own transaction. */
  private EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            Site.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(persistence.current(), arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  /** Makes everything as if nothing had ever been here. */
  void clear() throws SQLException, IOException {
    MemoryDatabase.empty(database);
    delete(data.resolve("files"));
    delete(data.resolve("archive"));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    persistence.close();
    stamps.close();
    delete(data);
  }
}
