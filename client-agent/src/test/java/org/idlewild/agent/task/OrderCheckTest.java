package org.idlewild.agent.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.agent.testing.Orders.order;

import java.util.stream.Stream;
import org.idlewild.agent.testing.Orders;
import org.idlewild.protocol.TaskOrder.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderCheckTest {
  private static final String SHA = "a".repeat(64);

  @Test
  void anOrderAsItShouldBeHasNoFault() {
    assertThat(OrderCheck.fault(order(1).input("in.txt", SHA, 0).build())).isEmpty();
  }

  static Stream<Orders> faulty() {
    return Stream.of(
        order(1).platform("amiga"),
        order(1).platform(null),
        order(1).file("../main.sh", SHA, 1).main("../main.sh"),
        order(1).file(".hidden", SHA, 1).main(".hidden"),
        order(1).file("main.sh", "../../etc/passwd", 1),
        order(1).file("main.sh", SHA, -1),
        order(1).file("main.sh", SHA, 1).file("main.sh", SHA, 1),
        order(1).file("other", SHA, 1),
        order(1).input("a/b", SHA, 1),
        order(1).output("../up", 1, true),
        order(1).output("twice", 1, true).output("twice", 1, true),
        order(1).arguments("a\0b"),
        order(1).arguments("x".repeat(200_000)),
        order(1).limits(null),
        order(1).limits(new Limits(0, 1, 1, 1, 1)),
        order(1).limits(new Limits(1, 1, Long.MAX_VALUE, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource
  void faulty(Orders order) {
    assertThat(OrderCheck.fault(order.build()))
        .hasValueSatisfying(f -> assertThat(f).endsWith("."));
  }
}
