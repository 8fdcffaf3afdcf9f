package org.idlewild.scheduler.contact;

import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.report.Report;

/**
 * What a host says to the server at once.
 *
 * @param host who
 * @param mark which of its polls this is; empty for hosts that do not count them
 * @param reports how its tasks ended
 * @param request what it has and would have; empty when it only reports
 */
public record Contact(
    long host, Optional<Mark> mark, List<Report> reports, Optional<HostRequest> request) {

  /**
   * Which poll of a host this is (BOINC: rpc_seqno). Two agents with one identity, such as that of
   * a copied data folder, count on their own, so the one that is behind shows itself.
   *
   * @param number greater with each poll of an agent
   * @param instance of the agent: the same number comes again only from the same one
   */
  public record Mark(long number, String instance) {}

  /** Of a host that only reports. */
  public static Contact reporting(long host, List<Report> reports) {
    return new Contact(host, Optional.empty(), reports, Optional.empty());
  }

  /** Of a host that only asks. */
  public static Contact asking(HostRequest request) {
    return new Contact(request.hostId(), Optional.empty(), List.of(), Optional.of(request));
  }
}
