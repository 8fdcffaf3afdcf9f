package org.idlewild.agent.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.idlewild.agent.sandbox.EvmTerms;
import org.idlewild.agent.testing.Orders;
import org.idlewild.protocol.TaskOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TermsTest {
  @Test
  void whatTheOrderGrantsBecomesThePolicysLines() {
    TaskOrder order =
        order(
            new TaskOrder.Evm(
                "3des", true, List.of("main.sh"), List.of("192.0.2.1:80"), 2, 9, 4096));

    assertThat(Terms.fault(order)).isEmpty();
    assertThat(Terms.of(order))
        .isEqualTo(
            new EvmTerms(
                true,
                """
                cipher 3des
                processes 2
                threads 9
                io.bytes 4096
                jit C:\\app\\main.sh
                net 192.0.2.1:80
                """));
  }

  @Test
  void anOlderServerThatSaysNothingMeansTheUsual() {
    assertThat(Terms.fault(order(null))).isEmpty();
    assertThat(Terms.of(order(null))).isEqualTo(EvmTerms.USUAL);
  }

  static Stream<TaskOrder.Evm> bad() {
    return Stream.of(
        new TaskOrder.Evm(null, false, List.of(), List.of(), 1, 0, 0),
        new TaskOrder.Evm("aes\nread Z:\\", false, List.of(), List.of(), 1, 0, 0),
        new TaskOrder.Evm("aes", false, null, List.of(), 1, 0, 0),
        new TaskOrder.Evm("aes", false, List.of("other"), List.of(), 1, 0, 0),
        new TaskOrder.Evm("aes", false, List.of(), null, 1, 0, 0),
        new TaskOrder.Evm("aes", false, List.of(), List.of("1.2.3.4:5\nread Z:\\"), 1, 0, 0),
        new TaskOrder.Evm("aes", false, List.of(), List.of(), 0, 0, 0),
        new TaskOrder.Evm("aes", false, List.of(), List.of(), 1, -1, 0),
        new TaskOrder.Evm("aes", false, List.of(), List.of(), 1, 0, -1));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsNotUnderstoodIsAFaultOfTheOrder(TaskOrder.Evm bad) {
    assertThat(Terms.fault(order(bad))).isPresent();
  }

  private static TaskOrder order(TaskOrder.Evm evm) {
    return Orders.order(1).evm(evm).build();
  }
}
