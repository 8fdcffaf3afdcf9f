package org.idlewild.assimilator;

import java.io.IOException;
import java.io.InputStream;

/** One file of the canonical result. */
public interface Output {
  /** As the app version declares it. */
  String name();

  /** Its size. */
  long bytes();

  /** Its content; the caller closes it. */
  InputStream open() throws IOException;
}
