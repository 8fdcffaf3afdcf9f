package org.idlewild.web.boinc;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.idlewild.scheduler.batch.SignedFiles;

/** Tells the stages at the start who knows the project's key for code. */
@Startup
@Singleton
public class Opening {
  @Inject private SignedFiles files;
  @Inject private ProjectKeys keys;

  @PostConstruct
  void start() {
    files.checkedBy(keys);
  }
}
