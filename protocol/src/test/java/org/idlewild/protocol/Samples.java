package org.idlewild.protocol;

import java.util.List;
import java.util.stream.Stream;

/** One of each message, no field left at a value that it would have anyway. */
final class Samples {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final HostFacts FACTS =
      new HostFacts(
          "kestrel",
          "0.1.0",
          "linux",
          "6.12",
          "x86_64",
          "Processor 9",
          8,
          2.5e9,
          8589934592L,
          107374182400L,
          List.of("java", "linux-x86_64"),
          List.of("namespaces"),
          true,
          List.of("avx2"),
          0.75,
          true);

  private static final TaskOrder ORDER =
      new TaskOrder(
          41,
          17,
          "mersenne",
          3,
          "java",
          "mersenne.jar",
          List.of("1", "100"),
          List.of(new TaskOrder.FileRef("mersenne.jar", HASH, 12345)),
          List.of(new TaskOrder.FileRef("table.txt", HASH, 6789)),
          List.of(new TaskOrder.OutputRule("stdout", 4294967296L, true)),
          new TaskOrder.Limits(536870912, 3600, 14400, 128, 1073741824),
          86400,
          4,
          new TaskOrder.Checkpoint("state", 600, 1048576),
          new TaskOrder.Evm(
              "aes", true, List.of("a.exe"), List.of("192.0.2.1:80"), 2, 64, 1048576));

  private static final TaskReport REPORT =
      new TaskReport(
          42,
          TaskReport.Ending.FAILED,
          -1,
          "The task used more memory than its limit.",
          "out of memory\n",
          1.5,
          2.25,
          536870912,
          "namespaces",
          List.of(new TaskReport.Output("stdout", 6, HASH)));

  private Samples() {}

  static Stream<Record> all() {
    return Stream.of(
        new EnrolRequest(1, "token", "a2V5", "cHJvb2Y=", FACTS),
        new EnrolReply(1, 5000000000L),
        new ChallengeRequest(1, 7),
        new ChallengeReply(1, "challenge.7.1.x.y"),
        new SessionRequest(1, 7, "challenge.7.1.x.y", "c2lnbmVk"),
        new SessionReply(1, "session.7.1.x.y", 3600),
        new SchedulerRequest(
            1,
            FACTS,
            4,
            List.of(new TaskStatus(40, "RUNNING", 0.5)),
            List.of(REPORT),
            List.of(new Trickle(40, 3, "aGFsZg==")),
            List.of(new TrickleMark(40, 2)),
            new PollMark(12, "a1b2"),
            List.of(HASH)),
        new SchedulerReply(
            1,
            30000,
            List.of(ORDER),
            List.of(42L),
            List.of(39L),
            List.of("Welcome."),
            List.of(new TaskSuspension(38, "its batch is paused")),
            List.of(new Trickle(40, 4, "Z28gb24=")),
            List.of(new TrickleMark(40, 3)),
            true));
  }
}
