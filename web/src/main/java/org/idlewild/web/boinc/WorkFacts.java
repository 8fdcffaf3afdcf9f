package org.idlewild.web.boinc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.dispatch.Order;

/**
 * What a client needs to know of its work that agents do not.
 *
 * @param names of files and outputs
 * @param keys by which uploads are allowed
 * @param address of the project
 * @param sums MD5 sums of files, by their SHA-256
 * @param signatures of programs' files, by their SHA-256
 * @param estimates how long results take, by their ids
 * @param speed operations a second of one of the host's processors; 0 when not known
 * @param keepsInputs whether the client is to keep the inputs for other tasks
 */
record WorkFacts(
    Names names,
    ProjectKeys keys,
    String address,
    Map<String, String> sums,
    Map<String, String> signatures,
    Map<Long, Duration> estimates,
    double speed,
    boolean keepsInputs) {

  /** A program's files, the one that the client starts among them. */
  List<WorkFile> programs(Order order) {
    return order.files().stream()
        .map(file -> file(file, file.name().equals(order.main())))
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

  String commandLine(Order order) {
    return CommandLine.of(order.arguments());
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
