package org.idlewild.load.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.idlewild.protocol.HostFacts;
import org.idlewild.protocol.PollMark;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.TaskOrder;
import org.idlewild.protocol.TaskReport;

/** One that speaks as our agent does. */
final class JsonHost implements SimulatedHost {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectWriter REQUEST = JSON.writerFor(SchedulerRequest.class);
  private static final ObjectReader REPLY = JSON.readerFor(SchedulerReply.class);
  private static final int OK = 200;

  private final int owner;
  private final HostFacts facts;
  private final String headers;
  private long polls;
  private long task;

  JsonHost(int owner, HostFacts facts, String session) {
    this.owner = owner;
    this.facts = facts;
    this.headers = "Content-Type: application/json\r\nAuthorization: Bearer " + session + "\r\n";
  }

  @Override
  public int owner() {
    return owner;
  }

  @Override
  public Turn turn(Connection connection) throws IOException {
    byte[] body = REQUEST.writeValueAsBytes(question());
    Connection.Answer answer = connection.post(Protocol.SCHEDULER, headers, body);
    if (answer.status() != OK) {
      return Turn.failed(answer);
    }
    SchedulerReply reply = REPLY.readValue(answer.body());
    long reported = reply.acknowledged().contains(task) ? task : 0;
    if (reported != 0) {
      task = 0;
    }
    if (reply.orders().isEmpty()) {
      return new Turn(answer.status(), reported, 0, 0, reply.nextContactMillis());
    }
    TaskOrder order = reply.orders().get(0);
    task = order.resultId();
    return new Turn(answer.status(), reported, task, order.workunitId(), reply.nextContactMillis());
  }

  private SchedulerRequest question() {
    List<TaskReport> reports = task == 0 ? List.of() : List.of(report());
    PollMark mark = new PollMark(++polls, facts.name());
    return new SchedulerRequest(
        Protocol.VERSION, facts, 1, List.of(), reports, List.of(), List.of(), mark, null);
  }

  private TaskReport report() {
    return new TaskReport(
        task, TaskReport.Ending.SUCCESS, 0, "", "", 10.0, 10.5, 1 << 20, "namespaces", List.of());
  }
}
