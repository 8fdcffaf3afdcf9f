package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code submit} on what workunits take and who gets them. */
final class SubmitTerms {
  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "-1000 to 1000, higher is sent sooner; else 0")
  private Integer priority;

  @Option(
      names = "--flops",
      paramLabel = "N",
      description = "floating-point operations that a workunit takes, like 2e12")
  private Double flops;

  @Option(
      names = "--least-run",
      paramLabel = "SECONDS",
      description = "a result that ended sooner is wrong")
  private Long leastRun;

  @Option(
      names = "--host-class",
      paramLabel = "CLASS",
      description = "for hosts of this kind alone, like linux, or 'linux x86_64 intel'")
  private String hostClass;

  @ArgGroup private Target target;

  /** Who alone gets the workunits. */
  private static final class Target {
    @Option(names = "--host", paramLabel = "ID", description = "for this host alone")
    private Long host;

    @Option(names = "--user", paramLabel = "NAME", description = "for this user's hosts alone")
    private String user;

    @Option(
        names = "--every-host",
        description = "each workunit once for every host that was in contact lately")
    private boolean everyHost;
  }

  /** Puts into the batch what was said. */
  void addTo(ObjectNode batch) {
    if (priority != null) {
      batch.put("priority", priority);
    }
    if (flops != null) {
      batch.put("flopsEstimate", flops);
    }
    if (leastRun != null) {
      batch.put("leastRunSeconds", leastRun);
    }
    if (hostClass != null) {
      batch.put("hostClass", hostClass);
    }
    if (target != null) {
      target(batch.putObject("target"));
    }
  }

  private void target(ObjectNode json) {
    if (target.host != null) {
      json.put("host", target.host);
    } else if (target.user != null) {
      json.put("user", target.user);
    } else {
      json.put("everyHost", target.everyHost);
    }
  }
}
