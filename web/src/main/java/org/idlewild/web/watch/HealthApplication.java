package org.idlewild.web.watch;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.idlewild.web.http.JsonAnswers;
import org.idlewild.web.http.Problems;
import org.idlewild.web.http.Route;

/** {@code /health/ready} and {@code /health/live}. */
@ApplicationPath("/health")
public class HealthApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(HealthResource.class, JsonAnswers.class, Problems.class, Route.class);
  }
}
