package org.idlewild.web.agent;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.idlewild.protocol.Protocol;
import org.idlewild.web.http.JsonAnswers;
import org.idlewild.web.http.Problems;
import org.idlewild.web.http.Route;

/** Where agents talk. */
@ApplicationPath(Protocol.SCHEDULER)
public class AgentApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AdmissionResource.class,
        SchedulerResource.class,
        TransferResource.class,
        SessionFilter.class,
        LenientJson.class,
        JsonAnswers.class,
        Problems.class,
        Route.class);
  }
}
