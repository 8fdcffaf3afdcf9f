package org.idlewild.web.boinc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.status.ClientView;
import org.idlewild.scheduler.trickle.Message;

/** A {@code scheduler_reply} (BOINC: {@code sched/sched_types.cpp}). Used by one thread. */
final class RpcReply {
  private static final String ROOT = "scheduler_reply";

  /** The protocol that is spoken here, as the version of BOINC's server that spoke it first. */
  private static final int VERSION = 720;

  private final Xml xml = new Xml().begin(ROOT).number("scheduler_version", (long) VERSION);

  /** Whatever else it says, each says when to ask again. */
  static RpcReply after(Duration delay) {
    RpcReply reply = new RpcReply();
    reply.xml.flag("dont_use_dcf").number("request_delay", delay.toMillis() / 1000.0);
    return reply;
  }

  /** Tells a client's owner why nothing else comes. */
  static String refusal(String sentence, Duration delay) {
    return after(delay).message("notice", sentence).text();
  }

  /** For people; {@code low} goes to the log alone. */
  RpcReply message(String priority, String sentence) {
    xml.line("<message priority=\"" + priority + "\">" + Entities.encoded(sentence) + "</message>");
    return this;
  }

  RpcReply project(String name, String url) {
    xml.word("master_url", url).word("project_name", name);
    return this;
  }

  /** It is to ask before then, be it only to hear what it need not compute. */
  RpcReply askWithin(Duration time) {
    xml.number("next_rpc_delay", time.toMillis() / 1000.0);
    return this;
  }

  /** What it shows its owner. */
  RpcReply account(long user, ClientView view, String emailHash, String crossId) {
    xml.number("userid", user).word("user_name", view.user());
    xml.number("user_total_credit", view.ofUser().total());
    xml.number("user_expavg_credit", view.ofUser().average());
    xml.number("user_create_time", view.since().getEpochSecond());
    if (!emailHash.isEmpty()) {
      xml.word("email_hash", emailHash);
    }
    xml.word("cross_project_id", crossId);
    xml.number("host_total_credit", view.ofHost().total());
    xml.number("host_expavg_credit", view.ofHost().average());
    xml.number("host_create_time", view.hostSince().getEpochSecond());
    view.team().ifPresent(team -> xml.word("team_name", team));
    return this;
  }

  /** Told only to a client that does not know it: told again it would take itself for a copy. */
  RpcReply host(long host) {
    xml.number("hostid", host);
    return this;
  }

  /** A key to check programs by; a client that has another wants it signed with that. */
  RpcReply codeKey(String key, Optional<String> succession) {
    xml.lines("code_sign_key", key);
    succession.ifPresent(signature -> xml.lines("code_sign_key_signature", signature));
    return this;
  }

  /** Reports that it can forget. */
  RpcReply acknowledged(List<String> results) {
    results.forEach(name -> xml.begin("result_ack").word("name", name).end("result_ack"));
    return this;
  }

  RpcReply messagesTaken() {
    xml.flag("message_ack");
    return this;
  }

  /** What it need not compute. The names are those by which it knows them. */
  RpcReply unwanted(Assignment assignment, HeldNames names) {
    abort("result_abort", names.of(assignment.abort()));
    abort("result_abort_if_not_started", names.of(assignment.abortUnlessBegun()));
    return this;
  }

  private void abort(String how, List<String> results) {
    results.forEach(name -> xml.begin(how).word("name", name).end(how));
  }

  /** Files that it need not keep. */
  RpcReply forget(List<String> files) {
    files.forEach(name -> xml.word("delete_file_info", name));
    return this;
  }

  /** Preferences of its user that are newer than its own. */
  RpcReply preferences(String global) {
    xml.line(global);
    return this;
  }

  /** What it is to compute. */
  RpcReply work(Assignment assignment, WorkFacts facts, Instant now) {
    WorkXml work = new WorkXml(xml, facts);
    assignment.orders().stream().filter(facts::suffice).forEach(order -> work.write(order, now));
    return this;
  }

  /** Messages for its tasks. */
  RpcReply messages(List<Message> messages, HeldNames names, Instant now) {
    for (Message message : messages) {
      names.of(List.of(message.result())).forEach(name -> message(name, message, now));
    }
    return this;
  }

  /** What is no text, or would end before its time, goes as base64. */
  private void message(String result, Message message, Instant now) {
    String text = new String(Base64.getDecoder().decode(message.base64()), StandardCharsets.UTF_8);
    boolean safe = Stream.of("\uFFFD", "\0", "</text", "</trickle_down").noneMatch(text::contains);
    xml.begin("trickle_down").word("result_name", result);
    xml.number("time", now.getEpochSecond());
    xml.begin("text").line(safe ? text : "<base64>" + message.base64() + "</base64>").end("text");
    xml.end("trickle_down");
  }

  /** All of it; nothing can be added afterwards. */
  String text() {
    return xml.end(ROOT).toString();
  }
}
