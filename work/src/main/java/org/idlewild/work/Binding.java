package org.idlewild.work;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What all results of a workunit must have in common.
 *
 * @param hostClass what its hosts are alike in; empty while none is bound
 * @param appVersion what they run; empty while none is bound
 */
public record Binding(Optional<String> hostClass, OptionalLong appVersion) {

  /** Bound to nothing. */
  public static final Binding NONE = new Binding(Optional.empty(), OptionalLong.empty());

  /** Of a workunit as it stands. */
  public static Binding of(Workunit workunit) {
    return new Binding(workunit.hostClass(), workunit.appVersion());
  }

  /** Whether a host of some class may get one of its results. */
  public boolean allows(HostDescription host, Redundancy redundancy) {
    return redundancy == Redundancy.ANY
        || HostClass.of(host, redundancy)
            .filter(other -> other.equals(hostClass.orElse(other)))
            .isPresent();
  }

  public boolean allows(long version) {
    return appVersion.isEmpty() || appVersion.getAsLong() == version;
  }

  /** After one of its results was sent to a host that it allows. */
  public Binding sent(AppPolicy policy, HostDescription host, long version) {
    return new Binding(
        policy.redundancy() == Redundancy.ANY
            ? hostClass
            : hostClass.or(() -> HostClass.of(host, policy.redundancy())),
        policy.sameVersion() && appVersion.isEmpty() ? OptionalLong.of(version) : appVersion);
  }

  /**
   * After some of its results ended: when there are errors and nothing else that lives, nothing
   * that is of use is lost by trying hosts of another class (BOINC: handle_wu).
   *
   * @param staticClass whether the class stays all the same
   */
  public Binding after(List<Result> results, boolean staticClass) {
    boolean errors = results.stream().anyMatch(Result::isError);
    boolean hope =
        results.stream()
            .anyMatch(r -> r.serverState() == ServerState.IN_PROGRESS || r.isUsefulSuccess());
    if (!errors || hope) {
      return this;
    }
    return new Binding(staticClass ? hostClass : Optional.empty(), OptionalLong.empty());
  }
}
