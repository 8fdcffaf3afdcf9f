package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import org.idlewild.scheduler.settings.ClientSettings;

/** The project's own name and address. */
@Singleton
class Project {
  private final ClientSettings settings;

  @Inject
  Project(ClientSettings settings) {
    this.settings = settings;
  }

  String name() {
    return settings.name();
  }

  /** With a slash at the end: as the operator said, or else as the client spelled it. */
  String address(UriInfo asked) {
    return settings.address().orElseGet(() -> base(asked));
  }

  private static String base(UriInfo asked) {
    String base = asked.getBaseUri().toString();
    return base.endsWith("/") ? base : base + "/";
  }

  boolean hasOpenAccounts() {
    return settings.openAccounts();
  }
}
