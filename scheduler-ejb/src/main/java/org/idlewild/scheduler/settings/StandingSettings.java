package org.idlewild.scheduler.settings;

import org.idlewild.work.HostRecord;
import org.idlewild.work.Trust;

/**
 * How hosts and workunits are judged by how they did.
 *
 * @param blackHole when a host gets nothing for a while
 * @param failingHosts on so many healthy hosts a workunit fails before it is held
 * @param trust which hosts are relied on, and what for
 */
public record StandingSettings(HostRecord.Rules blackHole, int failingHosts, Trust.Rules trust) {}
