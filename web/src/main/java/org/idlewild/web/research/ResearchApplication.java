package org.idlewild.web.research;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.web.http.JsonAnswers;
import org.idlewild.web.http.Problems;
import org.idlewild.web.http.Route;

/**
 * The API at {@code /api/v1}; its classes are named, so that the dialects do not share providers.
 */
@ApplicationPath("/api/v1")
public class ResearchApplication extends Application {
  /** The resources alone. */
  public static final Set<Class<?>> RESOURCES =
      Set.of(
          AccountResource.class,
          AccountKeyResource.class,
          PreferencesResource.class,
          AppResource.class,
          BatchResource.class,
          BatchDetailResource.class,
          EventResource.class,
          FileResource.class,
          HostResource.class,
          HostDetailResource.class,
          ResultResource.class,
          DaemonResource.class,
          WorkunitResource.class,
          PluginResource.class,
          SignatureResource.class,
          TeamResource.class,
          TopResource.class,
          BatchTrickleResource.class,
          ResultTrickleResource.class);

  private static final Set<Class<?>> PROVIDERS =
      Set.of(BearerFilter.class, StrictJson.class, JsonAnswers.class, Problems.class, Route.class);

  @Override
  public Set<Class<?>> getClasses() {
    return Stream.concat(RESOURCES.stream(), PROVIDERS.stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
