package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private static final JsonText JSON = JsonText.strict();
  private static final TargetRequest HOST = new TargetRequest(1L, null, null);
  private static final TargetRequest USER = new TargetRequest(null, "1", null);
  private static final TargetRequest ALL = new TargetRequest(null, null, true);

  @Test
  void spellingDoesNotMatter() {
    BatchRequest range =
        json("{\"app\":\"a\",\"parameters\":{\"range\":{\"from\":1,\"to\":4,\"step\":2}}}");
    BatchRequest list = json("{ \"parameters\": {\"list\": [\"1 2\", \"3 4\"]}, \"app\": \"a\" }");
    assertThat(Idempotency.sha256(range)).isEqualTo(Idempotency.sha256(list)).hasSize(64);
  }

  @Test
  void everyValueMatters() {
    assertThat(
            List.of(
                Idempotency.sha256(request("a", 2, List.of(unit("x", null)), List.of())),
                Idempotency.sha256(request("b", 2, List.of(unit("x", null)), List.of())),
                Idempotency.sha256(request("a", 3, List.of(unit("x", null)), List.of())),
                Idempotency.sha256(request("a", null, List.of(unit("x", null)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(unit("y", null)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(unit("x", List.of())), List.of())),
                Idempotency.sha256(request("a", 2, List.of(unit("x", List.of("i"))), List.of())),
                Idempotency.sha256(request("a", 2, List.of(terms(1.0, null, null)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(terms(null, 1L, null)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(terms(null, null, HOST)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(terms(null, null, USER)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(terms(null, null, ALL)), List.of())),
                Idempotency.sha256(request("a", 2, List.of(of("linux")), List.of())),
                Idempotency.sha256(request("a", 2, List.of(of("mac")), List.of())),
                Idempotency.sha256(
                    request("a", 2, List.of(unit("x", null)), List.of(new NamedFile("i", "1")))),
                Idempotency.sha256(
                    request("a", 2, List.of(unit("x", null)), List.of(new NamedFile("i", "2"))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsSaidForTheBatchIsSaidForEachWorkunit() {
    BatchRequest batch =
        json(
            "{\"app\":\"a\",\"flopsEstimate\":5,\"target\":{\"host\":1},\"hostClass\":\"mac\","
                + "\"parameters\":{\"list\":[\"x\"]}}");
    assertThat(batch.units()).containsExactly(new Unit("x", null, 5.0, null, HOST, "mac"));
  }

  @Test
  void neighboursDoNotRunTogether() {
    assertThat(
            Idempotency.sha256(
                request("a", 2, List.of(unit("xy", null), unit("z", null)), List.of())))
        .isNotEqualTo(
            Idempotency.sha256(
                request("a", 2, List.of(unit("x", null), unit("yz", null)), List.of())));
  }

  @Test
  void aKeyHasOneToTwoHundredCharacters() {
    BatchRequest request = request("a", 2, List.of(), List.of());
    assertThat(Idempotency.key(null, request)).isEmpty();
    assertThat(Idempotency.key("k".repeat(200), request)).isPresent();
    assertThatThrownBy(() -> Idempotency.key("k".repeat(201), request))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Idempotency.key(" ", request)).isInstanceOf(ProblemException.class);
  }

  @Test
  void parametersComeInExactlyOneWay() {
    assertThatThrownBy(() -> json("{\"app\":\"a\"}")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(
            () ->
                json(
                    "{\"app\":\"a\",\"parameters\":{\"list\":[],\"range\":{\"from\":1,\"to\":1,\"step\":1}}}"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> json("{\"app\":\"a\",\"parameters\":{\"list\":[null]}}"))
        .isInstanceOf(ProblemException.class);
  }

  private static BatchRequest json(String json) {
    return JSON.read(json, BatchBody.class).request(null, List.of());
  }

  private static Unit unit(String parameter, List<String> inputs) {
    return new Unit(parameter, inputs);
  }

  private static Unit of(String hostClass) {
    return new Unit("x", null, null, null, null, hostClass);
  }

  private static Unit terms(Double flops, Long leastRun, TargetRequest target) {
    return new Unit("x", null, flops, leastRun, target);
  }

  private static BatchRequest request(
      String app, Integer quorum, List<Unit> units, List<NamedFile> inputs) {
    return new BatchRequest(app, null, null, quorum, null, null, null, null, null, units, inputs);
  }
}
