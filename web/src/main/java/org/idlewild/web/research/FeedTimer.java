package org.idlewild.web.research;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets the progress feed tick twice a second. */
@Startup
@Singleton
public class FeedTimer {
  private static final long MILLIS = 500;

  @Resource private ManagedScheduledExecutorService executor;
  @Inject private ProgressFeed feed;
  private ScheduledFuture<?> ticking;

  @PostConstruct
  void start() {
    ticking = executor.scheduleWithFixedDelay(feed::tick, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    ticking.cancel(false);
    feed.closeAll();
  }
}
