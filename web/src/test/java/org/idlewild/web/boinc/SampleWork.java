package org.idlewild.web.boinc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.ClientTerms.Way;
import org.idlewild.work.Limits;

/** An order as a client gets it, and what must be known for it; a test changes what it is about. */
final class SampleWork {
  static final Names NAMES = new Names((purpose, text) -> "0".repeat(32));
  static final String ADDRESS = "http://grid.example.org/boinc/";
  static final Order.File PROGRAM = new Order.File("upper", "a".repeat(64), 303);
  static final Order.File LIBRARY = new Order.File("lib.so", "b".repeat(64), 77);
  static final Order.File INPUT = new Order.File("in", "c".repeat(64), 14);
  static final Order.File LAUNCHER = new Order.File(Launcher.NAME, Launcher.sha256(), 5);

  String app = "upper";
  long result = 2;
  int version = 1;
  String platform = "linux-x86_64";
  List<String> arguments = List.of("1");
  List<Order.File> files = List.of(PROGRAM);
  List<Order.File> inputs = List.of(INPUT);
  List<Order.Output> outputs = List.of(new Order.Output("out", 1_000_000, true));
  int processors = 1;
  String planClass = "";
  Way way = Way.API;
  double speed = 1e9;
  boolean keepsInputs;
  final Map<String, String> sums = new HashMap<>();
  final Map<String, String> signatures = new HashMap<>();
  final Map<Long, Duration> estimates = new HashMap<>();
  final ProjectKeys keys;

  /** With all that must be known. */
  SampleWork(Path folder) {
    keys = TestKeys.in(folder);
    Stream.of(PROGRAM, LIBRARY, INPUT, LAUNCHER)
        .forEach(file -> sums.put(file.sha256(), "md5 of " + file.name()));
    Stream.of(PROGRAM, LIBRARY, LAUNCHER)
        .forEach(file -> signatures.put(file.sha256(), "signature of " + file.name()));
    for (long id = 1; id < 10; id++) {
      estimates.put(id, Duration.ofSeconds(1));
    }
  }

  Order order() {
    return new Order(
        result,
        1,
        app,
        version,
        platform,
        "upper",
        arguments,
        files,
        inputs,
        keepsInputs,
        outputs,
        new Limits(10_000_000, 3600, 7200, 8, 100_000_000),
        Duration.ofDays(1),
        processors,
        planClass,
        Optional.empty(),
        Optional.empty(),
        way);
  }

  WorkFacts facts() {
    return new WorkFacts(NAMES, keys, ADDRESS, LAUNCHER, sums, signatures, estimates, speed);
  }

  static Assignment assignment(Order... orders) {
    return new Assignment(
        List.of(orders), List.of(), List.of(), List.of(), false, Duration.ofSeconds(30));
  }
}
