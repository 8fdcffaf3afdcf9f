package org.idlewild.deploy;

import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** How a client gets a request through to a server that comes and goes. */
interface Line {
  /**
   * Sends a request until it is answered otherwise than by "later".
   *
   * @param request sends it once; it may say something else each time
   */
  HttpResponse<String> again(Supplier<HttpResponse<String>> request);
}
