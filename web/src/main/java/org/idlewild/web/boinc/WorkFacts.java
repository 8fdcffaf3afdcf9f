package org.idlewild.web.boinc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.ClientTerms.Way;

/**
 * What a client needs to know of its work that agents do not.
 *
 * @param names of files and outputs
 * @param keys by which uploads are allowed
 * @param address of the project
 * @param launcher what it starts for programs that know nothing of BOINC
 * @param sums MD5 sums of files, by their SHA-256
 * @param signatures of programs' files, by their SHA-256
 * @param estimates how long results take, by their ids
 * @param speed operations a second of one of the host's processors; 0 when not known
 */
record WorkFacts(
    Names names,
    ProjectKeys keys,
    String address,
    Order.File launcher,
    Map<String, String> sums,
    Map<String, String> signatures,
    Map<Long, Duration> estimates,
    double speed) {

  /**
   * Whether all is known that the client must be told. A file may be gone since, or signed by a
   * former key alone; the client would fail, and gets the order again with a later request.
   */
  boolean suffice(Order order) {
    boolean summed = files(order).allMatch(file -> sums.containsKey(file.sha256()));
    boolean signed = started(order).allMatch(file -> signatures.containsKey(file.sha256()));
    return summed && signed && estimates.containsKey(order.resultId());
  }

  private Stream<Order.File> files(Order order) {
    return Stream.concat(started(order), order.inputs().stream());
  }

  private Stream<Order.File> started(Order order) {
    return order.clientWay() == Way.LAUNCHED
        ? Stream.concat(Stream.of(launcher), order.files().stream())
        : order.files().stream();
  }

  /** A program's files, the one that the client starts among them. */
  List<WorkFile> programs(Order order) {
    String main = order.clientWay() == Way.LAUNCHED ? Launcher.sha256() : "";
    return started(order)
        .map(
            file ->
                file(
                    file,
                    main.isEmpty() ? file.name().equals(order.main()) : file.sha256().equals(main)))
        .toList();
  }

  WorkFile file(Order.File file) {
    return file(file, false);
  }

  private WorkFile file(Order.File file, boolean isMain) {
    String physical = Names.file(file.sha256(), file.name());
    return new WorkFile(
        file.name(),
        physical,
        address + "download/" + names.fetchMark(physical) + "/" + physical,
        file.bytes(),
        sums.get(file.sha256()),
        signatures.getOrDefault(file.sha256(), ""),
        isMain);
  }

  /** The launcher is told which program it is for. */
  String commandLine(Order order) {
    List<String> words = new ArrayList<>(order.arguments());
    if (order.clientWay() == Way.LAUNCHED) {
      words.add(0, order.main());
    }
    return CommandLine.of(words);
  }

  Duration estimate(long result) {
    return estimates.get(result);
  }

  /** Where outputs go; clients tell such an address from others by its last part. */
  String uploads() {
    return address + "file_upload_handler";
  }

  String certificate(String output, long maxBytes) {
    return keys.certificate(output, maxBytes);
  }
}
