package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.plugin.Kind;
import org.idlewild.scheduler.plugin.PluginReport;
import org.idlewild.scheduler.plugin.Plugins;

/** The plug-ins of this node as an operator sees them. Threads: any. */
@Singleton
public class PluginViews {
  private final Plugins plugins;
  private final Wake wake;

  @Inject
  PluginViews(Plugins plugins, Wake wake) {
    this.plugins = plugins;
    this.wake = wake;
  }

  /** All plug-ins; FORBIDDEN for all but operators. */
  public List<PluginReport> all(Caller caller) {
    caller.requireOperator();
    return plugins.reports();
  }

  /**
   * Switches a plug-in on again, and lets what waited for it be tried at once.
   *
   * @throws Refused FORBIDDEN for all but operators, NOT_FOUND for one that is not here
   */
  public void on(Caller caller, Kind kind, String name) {
    caller.requireOperator();
    if (!plugins.on(kind, name)) {
      throw new Refused(Refused.Reason.NOT_FOUND, "there is no such plug-in here");
    }
    wake.up(PassName.VALIDATOR);
    wake.up(PassName.ASSIMILATOR);
  }
}
