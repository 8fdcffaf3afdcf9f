package org.idlewild.web.agent;

import java.util.Base64;
import java.util.List;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.protocol.Trickle;
import org.idlewild.protocol.TrickleMark;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.web.http.ProblemException;

/**
 * The messages in a poll, checked and in the stage's words.
 *
 * @param sent of tasks
 * @param delivered those for tasks that the host has
 */
record Letters(List<Message> sent, List<Message.Mark> delivered) {
  private static final int MOST = 100;

  static Letters of(SchedulerRequest request) {
    List<Trickle> sent = Checks.list("trickles", request.trickles());
    if (sent.size() > MOST) {
      throw ProblemException.malformed("\"trickles\" has at most " + MOST + " items.");
    }
    return new Letters(
        sent.stream().map(Letters::message).toList(),
        Checks.list("trickled", request.trickled()).stream().map(Letters::mark).toList());
  }

  private static Message message(Trickle trickle) {
    return new Message(
        Checks.id("trickles.resultId", trickle.resultId()),
        number("trickles.number", trickle.number()),
        content(Checks.present("trickles.content", trickle.content())));
  }

  private static Message.Mark mark(TrickleMark mark) {
    return new Message.Mark(
        Checks.id("trickled.resultId", mark.resultId()), number("trickled.number", mark.number()));
  }

  private static int number(String name, int number) {
    return (int) Checks.id(name, number);
  }

  private static String content(String base64) {
    try {
      if (Base64.getDecoder().decode(base64).length <= Protocol.TRICKLE_LIMIT) {
        return base64;
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what is too long.
    }
    throw ProblemException.malformed(
        "\"trickles.content\" must be base64 of at most " + Protocol.TRICKLE_LIMIT + " bytes.");
  }
}
