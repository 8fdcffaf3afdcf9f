package org.idlewild.web.boinc;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.idlewild.web.http.Route;

/** Where BOINC's clients talk: the project's address. */
@ApplicationPath("boinc")
public class BoincApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        ProjectResource.class,
        SignInResource.class,
        RpcResource.class,
        SubmitResource.class,
        JobFileResource.class,
        OutputResource.class,
        AccountManagerResource.class,
        StatisticsResource.class,
        DownloadResource.class,
        UploadResource.class,
        Compressed.class,
        Complaints.class,
        Route.class);
  }
}
