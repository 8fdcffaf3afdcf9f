package org.idlewild.validator;

import java.io.IOException;
import java.io.InputStream;

/** One file that a result brought. */
public interface Output {
  /** As the app version declares it. */
  String name();

  /** Its size. */
  long bytes();

  /** Lower-case hexadecimal; checked by the server when the file came. */
  String sha256();

  /** Its content; the caller closes it. */
  InputStream open() throws IOException;
}
