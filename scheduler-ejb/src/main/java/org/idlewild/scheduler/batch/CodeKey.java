package org.idlewild.scheduler.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.idlewild.work.SigningKey;

/** The project's key for code. Its format is known to the dialect of BOINC's clients alone. */
public interface CodeKey {

  /** The present one; empty while no BOINC clients are served. */
  Optional<SigningKey> present();

  /** Whether it signed a content. */
  boolean verifies(InputStream content, String signature) throws IOException;

  /** What starts programs that know nothing of BOINC. */
  InputStream launcher();
}
