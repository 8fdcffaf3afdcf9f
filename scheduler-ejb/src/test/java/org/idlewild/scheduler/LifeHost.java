package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.HostAccess;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.report.Outputs;
import org.idlewild.scheduler.report.Report;

/** A host in a {@link Life}: it keeps what it has while servers come and go. */
final class LifeHost {
  private final Life life;
  private final long id;
  private final Map<Long, Order> held = new TreeMap<>();

  private LifeHost(Life life, long id) {
    this.life = life;
    this.id = id;
  }

  /** Enrols a host with one key and one token, however often the server forgets to answer. */
  static LifeHost join(Life life, Caller owner) {
    String token =
        life.again(
            () ->
                life.grid()
                    .get(Accounts.class)
                    .newEnrolment(owner, Optional.empty(), life.grid().now())
                    .token());
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] text = "proof".getBytes(StandardCharsets.UTF_8);
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      byte[] proof = signature.sign();
      byte[] key = keys.getPublic().getEncoded();
      return new LifeHost(
          life,
          life.again(
              () ->
                  life.grid()
                      .get(HostAccess.class)
                      .enrol(token, key, proof, text, TestGrid.description(), life.grid().now())));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Asks for all that there is; a server that just started has it at hand after its first passes.
   */
  void take() {
    life.settle();
    poll(10);
    if (held.isEmpty()) {
      life.settle();
      poll(10);
    }
    assertThat(held).isNotEmpty();
  }

  /** Forgets all that it was sent, as if no reply had come, and asks again. */
  void loseReply() {
    held.clear();
    poll(0);
  }

  boolean isIdle() {
    return held.isEmpty();
  }

  /** Drops what nobody needs any more. */
  void tidy() {
    poll(0);
    poll(0);
    assertThat(held).isEmpty();
  }

  private void poll(int wanted) {
    Assignment assignment =
        life.again(() -> life.grid().ask(id, wanted, Set.copyOf(held.keySet())));
    assignment.orders().forEach(order -> held.put(order.resultId(), order));
    assignment.abort().forEach(held::remove);
  }

  /** Uploads a wrong answer to each task, then the right one in its place, and reports all. */
  void answerAll() {
    answer(List.copyOf(held.values()));
  }

  /** The same but for the last one. */
  void answerAllButOne() {
    List<Order> all = List.copyOf(held.values());
    answer(all.subList(0, all.size() - 1));
  }

  private void answer(List<Order> some) {
    for (Order order : some) {
      String answer = order.arguments().get(0) + "\n";
      upload(order.resultId(), "wrong " + answer);
      upload(order.resultId(), answer);
    }
    List<Report> reports = some.stream().map(Order::resultId).map(LifeHost::report).toList();
    List<Long> acknowledged = life.again(() -> life.grid().report(id, reports));
    assertThat(acknowledged).containsExactlyElementsOf(some.stream().map(Order::resultId).toList());
    held.keySet().removeAll(acknowledged);
  }

  private void upload(long result, String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    String sha256 = TestGrid.sha256(bytes);
    life.sendInPieces(
        bytes,
        () -> offset(result),
        (at, piece) ->
            life.grid()
                .get(Outputs.class)
                .receive(id, result, "stdout", sha256, at, bytes.length, piece, life.grid().now()));
  }

  /** Another answer is there as a whole: this one begins. */
  private long offset(long result) {
    var state = life.grid().get(Outputs.class).stateOf(id, result, "stdout");
    return state.complete() ? 0 : state.offset();
  }

  private static Report report(long result) {
    return new Report(
        result, Report.Ending.SUCCESS, 0, "", "a warning", 1, 1, 0, "namespaces", List.of());
  }
}
