package org.idlewild.web.agent;

import jakarta.enterprise.context.RequestScoped;

/** The host that sent the request, once {@link SessionFilter} knows. */
@RequestScoped
public class Speaker {
  private long host;

  /** The host's id. */
  public long host() {
    if (host == 0) {
      throw new IllegalStateException("the session filter did not run");
    }
    return host;
  }

  void is(long known) {
    host = known;
  }
}
