package org.idlewild.web.watch;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.idlewild.web.http.JsonAnswers;
import org.idlewild.web.http.Problems;
import org.idlewild.web.http.Route;
import org.idlewild.web.research.BearerFilter;

/** {@code /metrics}. */
@ApplicationPath("/metrics")
public class MetricsApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        MetricsResource.class, BearerFilter.class, JsonAnswers.class, Problems.class, Route.class);
  }
}
