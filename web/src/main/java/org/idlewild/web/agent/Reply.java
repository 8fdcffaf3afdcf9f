package org.idlewild.web.agent;

import java.util.List;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SchedulerReply;
import org.idlewild.protocol.TaskOrder;
import org.idlewild.protocol.TaskSuspension;
import org.idlewild.protocol.Trickle;
import org.idlewild.protocol.TrickleMark;
import org.idlewild.scheduler.contact.Served;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.trickle.Message;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;

/** The stages' answer in the dialect's words. */
final class Reply {
  private Reply() {}

  static SchedulerReply of(Served served, List<Message.Mark> taken, List<Message> messages) {
    Assignment assignment = served.assignment().orElseThrow();
    return new SchedulerReply(
        Protocol.VERSION,
        assignment.nextContact().toMillis(),
        assignment.orders().stream().map(Reply::order).toList(),
        served.acknowledged(),
        assignment.abort(),
        List.of(),
        assignment.suspend().stream()
            .map(rest -> new TaskSuspension(rest.result(), rest.reason()))
            .toList(),
        messages.stream()
            .map(message -> new Trickle(message.result(), message.number(), message.base64()))
            .toList(),
        taken.stream().map(mark -> new TrickleMark(mark.result(), mark.number())).toList(),
        assignment.files());
  }

  private static TaskOrder order(Order order) {
    return new TaskOrder(
        order.resultId(),
        order.workunitId(),
        order.app(),
        order.appVersion(),
        order.platform(),
        order.main(),
        order.arguments(),
        files(order.files()),
        files(order.inputs()),
        order.outputs().stream()
            .map(out -> new TaskOrder.OutputRule(out.name(), out.maxBytes(), out.required()))
            .toList(),
        limits(order.limits()),
        order.deadline().toSeconds(),
        order.processors(),
        order
            .checkpoint()
            .map(c -> new TaskOrder.Checkpoint(c.name(), c.interval().toSeconds(), c.maxBytes()))
            .orElse(null),
        order.evm().map(Reply::evm).orElse(null));
  }

  private static TaskOrder.Evm evm(EvmPolicy policy) {
    return new TaskOrder.Evm(
        policy.cipher(),
        policy.stripSignature(),
        policy.jit(),
        policy.net(),
        policy.processes(),
        policy.threads(),
        policy.ioBytesPerSecond());
  }

  private static List<TaskOrder.FileRef> files(List<Order.File> files) {
    return files.stream()
        .map(file -> new TaskOrder.FileRef(file.name(), file.sha256(), file.bytes()))
        .toList();
  }

  private static TaskOrder.Limits limits(Limits limits) {
    return new TaskOrder.Limits(
        limits.memoryBytes(),
        limits.cpuSeconds(),
        limits.elapsedSeconds(),
        limits.processes(),
        limits.diskBytes());
  }
}
