package org.idlewild.agent.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The back ends that work on this machine.
 *
 * @param available best first
 * @param missing why the others are not, one sentence each
 */
public record Sandboxes(List<Sandbox> available, List<String> missing) {
  private static final System.Logger LOG = System.getLogger(Sandboxes.class.getName());

  /**
   * Looks for back ends.
   *
   * @param unsandboxed whether to take those that confine nothing, and no other
   * @param data the agent's data folder
   */
  public static Sandboxes find(boolean unsandboxed, Path data) {
    return of(load(), unsandboxed, data);
  }

  static Sandboxes of(List<Sandbox> all, boolean unsandboxed, Path data) {
    List<Sandbox> available = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Sandbox sandbox : all) {
      if (sandbox.confines() != unsandboxed) {
        Optional<String> problem = sandbox.prepare(data);
        problem.ifPresentOrElse(missing::add, () -> available.add(sandbox));
      }
    }
    available.sort(Comparator.comparingInt(Sandbox::priority).reversed());
    return new Sandboxes(List.copyOf(available), List.copyOf(missing));
  }

  /** The best one for a platform, if there is one. */
  public Optional<Sandbox> forPlatform(Platform platform) {
    return available.stream().filter(sandbox -> sandbox.runs(platform)).findFirst();
  }

  /** A back end that cannot even be loaded is skipped: it must not take the others with it. */
  private static List<Sandbox> load() {
    List<Sandbox> all = new ArrayList<>();
    var found = ServiceLoader.load(Sandbox.class, Sandbox.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return all;
        }
        all.add(found.next());
      } catch (ServiceConfigurationError e) {
        LOG.log(System.Logger.Level.WARNING, "A sandbox could not be loaded and is skipped.", e);
      }
    }
  }
}
