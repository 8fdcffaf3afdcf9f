package org.idlewild.web.boinc;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.protocol.boinc.Signing;
import org.idlewild.scheduler.FileContent;
import org.idlewild.scheduler.dispatch.Order;

/** What clients start for programs that know nothing of BOINC. */
@Singleton
class LauncherFile implements ExtraFiles {
  private final byte[] script = Launcher.bytes();
  private final String md5 = Signing.digest(script);

  @Override
  public Optional<FileContent> named(String file) {
    return Optional.of(file).filter(name()::equals).map(any -> content());
  }

  private FileContent content() {
    return new FileContent(
        Launcher.sha256(),
        script.length,
        offset -> new ByteArrayInputStream(script, (int) offset, script.length - (int) offset));
  }

  private static String name() {
    return Names.file(Launcher.sha256(), Launcher.NAME);
  }

  Order.File file() {
    return new Order.File(Launcher.NAME, Launcher.sha256(), script.length);
  }

  String md5() {
    return md5;
  }
}
