package org.idlewild.web.boinc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.scheduler.dispatch.Appetite;
import org.idlewild.scheduler.dispatch.HostRequest;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.work.HostDescription;

/**
 * A {@code scheduler_request} (BOINC: {@code sched/sched_types.cpp}), checked and in the stages'
 * words.
 *
 * @param key of the account
 * @param claim which host it says it is
 * @param description the machine
 * @param wanted how much work it would take
 * @param results what it reports
 * @param others the names of what it has in progress; empty when it does not say
 * @param messages of its tasks
 * @param files the names of files that it keeps
 * @param codeKey the key that it checks programs by; empty when it has none yet
 */
record RpcRequest(
    String key,
    ClientHosts.Claim claim,
    HostDescription description,
    Appetite wanted,
    List<RpcResult> results,
    Optional<List<String>> others,
    List<Message> messages,
    List<String> files,
    String codeKey) {
  private static final int MOST = 1000;
  private static final int MOST_MESSAGES = 100;
  private static final String WRAPPED = "<base64>";
  private static final String WRAPPED_END = "</base64>";
  private static final int LONGEST_MESSAGE = 64 * 1024;
  private static final int CPID = 64;
  private static final double SECONDS = 1e8;

  /** Reads one. */
  static RpcRequest of(Element request, Names names) {
    Element none = new Element("host_info", "", "", List.of());
    Element host = request.child("host_info").orElse(none);
    return new RpcRequest(
        request.word("authenticator"),
        new ClientHosts.Claim(
            Math.max(0, request.whole("hostid")),
            Math.max(0, request.whole("rpc_seqno")),
            cpid(host.word("host_cpid"))),
        RpcHost.of(request),
        wanted(request),
        request.children("result").stream().limit(MOST).map(r -> RpcResult.of(r, names)).toList(),
        request.child("other_results").map(RpcRequest::names),
        request.children("msg_from_host").stream()
            .limit(MOST_MESSAGES)
            .flatMap(message -> message(message).stream())
            .toList(),
        request.children("file_info").stream().limit(MOST).map(f -> f.word("name")).toList(),
        request.word("code_sign_key"));
  }

  private static String cpid(String said) {
    return said.length() <= CPID && said.matches("[0-9A-Za-z]*") ? said : "";
  }

  /** A new client asks for one second's work, and gets a task to begin with. */
  private static Appetite wanted(Element request) {
    boolean all = request.child("cpu_req_secs").isPresent();
    double seconds = request.number(all ? "cpu_req_secs" : "work_req_seconds");
    double idle = request.number("cpu_req_instances");
    if (request.flag("dont_send_work") || !(seconds > 0 || idle > 0)) {
      return Appetite.ofTasks(0);
    }
    Duration work = Duration.ofMillis(Math.round(Math.max(0, Math.min(seconds, SECONDS)) * 1000));
    return new Appetite(MOST, Optional.of(work), Math.max(0, Math.min(idle, MOST)));
  }

  private static List<String> names(Element others) {
    return others.children("other_result").stream()
        .limit(10L * MOST)
        .map(other -> other.word("name"))
        .toList();
  }

  /** What a task says; the time tells its messages apart. */
  private static Optional<Message> message(Element message) {
    long time = message.whole("time");
    String content = message.raw();
    for (String own : List.of("result_name", "time")) {
      content = content.replaceFirst("(?s)<" + own + ">[^<]*</" + own + ">", "");
    }
    byte[] bytes = bytes(content.strip());
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return Names.result(message.word("result_name"))
        .filter(result -> time > 0 && time <= Integer.MAX_VALUE && bytes.length <= LONGEST_MESSAGE)
        .map(result -> new Message(result, (int) time, base64));
  }

  /** Our launcher wraps what a program says, which may be anything. */
  private static byte[] bytes(String content) {
    if (content.startsWith(WRAPPED) && content.endsWith(WRAPPED_END)) {
      String inner = content.substring(WRAPPED.length(), content.length() - WRAPPED_END.length());
      try {
        return Base64.getDecoder().decode(inner);
      } catch (IllegalArgumentException notOurs) {
        // It is what the program said itself.
      }
    }
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What the host asks for.
   *
   * @param host which it is
   * @param acknowledged results whose reports were taken
   */
  HostRequest request(long host, List<Long> acknowledged) {
    return new HostRequest(
        host,
        description,
        wanted,
        others.map(names -> held(names, acknowledged)),
        Optional.empty(),
        files.stream().flatMap(file -> Names.sha256(file).stream()).distinct().toList());
  }

  private Set<Long> held(List<String> names, List<Long> acknowledged) {
    Set<Long> done = new HashSet<>(acknowledged);
    return Stream.concat(names.stream(), results.stream().map(RpcResult::name))
        .flatMap(name -> Names.result(name).stream())
        .filter(id -> !done.contains(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Does not show the key. */
  @Override
  public String toString() {
    return "RpcRequest[" + claim + "]";
  }
}
