package org.idlewild.web.research;

import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.idlewild.scheduler.access.Caller;

/** Who sent the request, once {@link BearerFilter} knows. */
@RequestScoped
public class Identity {
  private Caller caller;

  /** The caller; never null in a resource. */
  public Caller caller() {
    return Objects.requireNonNull(caller, "the bearer filter did not run");
  }

  void is(Caller known) {
    caller = known;
  }
}
