package org.idlewild.agent.task;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.idlewild.agent.sandbox.EvmTerms;
import org.idlewild.protocol.TaskOrder;

/** What an order lets a Windows program do. */
final class Terms {
  private static final Set<String> CIPHERS = Set.of("none", "3des", "aes");
  private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}:[0-9]{1,5}";
  private static final int MOST = 1000;

  private Terms() {}

  /** One sentence on what is wrong, or empty. */
  static Optional<String> fault(TaskOrder order) {
    TaskOrder.Evm evm = order.evm();
    if (evm == null) {
      return Optional.empty();
    }
    boolean known =
        evm.cipher() != null
            && CIPHERS.contains(evm.cipher())
            && isFull(evm.jit())
            && order.files().stream().map(TaskOrder.FileRef::name).toList().containsAll(evm.jit())
            && isFull(evm.net())
            && evm.net().stream().allMatch(address -> address.matches(ADDRESS));
    boolean bounded =
        evm.processes() > 0
            && evm.processes() <= MOST
            && evm.threads() >= 0
            && evm.threads() <= MOST
            && evm.ioBytesPerSecond() >= 0;
    return known && bounded
        ? Optional.empty()
        : Optional.of("This agent does not know what the order asks of the virtual machine.");
  }

  private static boolean isFull(List<String> list) {
    return list != null && list.size() <= MOST && list.stream().noneMatch(Objects::isNull);
  }

  /** Of an order without fault. */
  static EvmTerms of(TaskOrder order) {
    TaskOrder.Evm evm = order.evm();
    if (evm == null) {
      return EvmTerms.USUAL;
    }
    StringBuilder lines = new StringBuilder();
    lines.append("cipher ").append(evm.cipher()).append('\n');
    lines.append("processes ").append(evm.processes()).append('\n');
    if (evm.threads() > 0) {
      lines.append("threads ").append(evm.threads()).append('\n');
    }
    if (evm.ioBytesPerSecond() > 0) {
      lines.append("io.bytes ").append(evm.ioBytesPerSecond()).append('\n');
    }
    evm.jit().forEach(name -> lines.append("jit C:\\app\\").append(name).append('\n'));
    evm.net().forEach(address -> lines.append("net ").append(address).append('\n'));
    return new EvmTerms(evm.stripSignature(), lines.toString());
  }
}
