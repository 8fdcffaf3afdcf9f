package org.idlewild.web.http;

import java.io.IOException;

/**
 * A request's body that could not be read to its end: the caller's end of the line, not our disk.
 */
public final class LostBody extends IOException {
  LostBody(IOException cause) {
    super(cause);
  }
}
