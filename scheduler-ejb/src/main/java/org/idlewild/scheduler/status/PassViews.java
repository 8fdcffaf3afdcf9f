package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.PassRecord;
import org.idlewild.scheduler.daemon.PassRunner;
import org.idlewild.scheduler.daemon.PassSwitches;
import org.idlewild.scheduler.daemon.Slices;
import org.idlewild.scheduler.daemon.Timetable;
import org.idlewild.scheduler.settings.DaemonSettings;
import org.idlewild.scheduler.status.DaemonsView.NodeView;
import org.idlewild.scheduler.store.PassControls.Control;

/** The daemons as an operator sees them. Threads: any. */
@Singleton
public class PassViews {
  private final PassRunner runner;
  private final PassSwitches switches;
  private final Timetable timetable;
  private final Counts counts;
  private final Slices slices;
  private final DaemonSettings settings;

  @Inject
  PassViews(
      PassRunner runner,
      PassSwitches switches,
      Timetable timetable,
      Counts counts,
      Slices slices,
      DaemonSettings settings) {
    this.runner = runner;
    this.switches = switches;
    this.timetable = timetable;
    this.counts = counts;
    this.slices = slices;
    this.settings = settings;
  }

  /** All daemons and what waits for them; FORBIDDEN for all but operators. */
  public DaemonsView overview(Caller caller, Instant now) {
    List<NodeView> nodes =
        slices.live().stream().map(node -> new NodeView(node.name(), node.checkedIn())).toList();
    return new DaemonsView(settings.node(), nodes, all(caller), counts.backlog(now));
  }

  /** All daemons; FORBIDDEN for all but operators. */
  public List<PassView> all(Caller caller) {
    caller.requireOperator();
    return Stream.of(PassName.values()).map(this::view).toList();
  }

  /** One of them; FORBIDDEN for all but operators. */
  public PassView one(Caller caller, PassName name) {
    caller.requireOperator();
    return view(name);
  }

  private PassView view(PassName name) {
    PassRecord passed = runner.record(name);
    Optional<Control> control = switches.control(name);
    boolean paused = control.map(Control::paused).orElse(false);
    return new PassView(
        name.name(),
        settings.node(),
        paused,
        control.map(Control::changedBy),
        control.map(Control::changed),
        passed.lastRun(),
        passed.lastDuration().toMillis(),
        passed.lastCount(),
        passed.lastFailed(),
        passed.totalCount(),
        passed.runs(),
        passed.failures(),
        paused ? Optional.empty() : timetable.next(name));
  }
}
