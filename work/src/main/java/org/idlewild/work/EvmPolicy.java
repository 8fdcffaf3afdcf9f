package org.idlewild.work;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Windows program may do in the virtual machine that runs it, as far as its application
 * version says; what it may use is said by {@link Limits}.
 *
 * @param cipher how its files lie on disk while it runs: {@code none}, {@code 3des} or {@code aes}
 * @param stripSignature whether signatures may be cut out of its programs
 * @param jit those of its programs that may make code while they run
 * @param net addresses that it may connect to, such as {@code 10.0.0.1:80}
 * @param processes at once; 1 means that it starts no others
 * @param threads of a process at once; 0 means as many as its limits allow
 * @param ioBytesPerSecond read and written; 0 means as many as it can
 */
public record EvmPolicy(
    String cipher,
    boolean stripSignature,
    List<String> jit,
    List<String> net,
    int processes,
    int threads,
    long ioBytesPerSecond) {

  /** Of a version that says nothing. */
  public static final EvmPolicy DEFAULT =
      new EvmPolicy("aes", false, List.of(), List.of(), 1, 0, 0);

  /** What a host lists whose owner lets Windows programs connect to the addresses they ask for. */
  public static final String NETWORK_FEATURE = "windows-net";

  private static final String SEPARATOR = " ";

  public EvmPolicy {
    jit = List.copyOf(jit);
    net = List.copyOf(net);
  }

  /** In one text, that {@link #of} reads. */
  public String text() {
    return Stream.of(
            cipher,
            Boolean.toString(stripSignature),
            String.join(SEPARATOR, jit),
            String.join(SEPARATOR, net),
            Integer.toString(processes),
            Integer.toString(threads),
            Long.toString(ioBytesPerSecond))
        .collect(Collectors.joining("\n"));
  }

  /** Of a {@link #text()}. */
  public static EvmPolicy of(String text) {
    String[] lines = text.split("\n", -1);
    return new EvmPolicy(
        lines[0],
        Boolean.parseBoolean(lines[1]),
        words(lines[2]),
        words(lines[3]),
        Integer.parseInt(lines[4]),
        Integer.parseInt(lines[5]),
        Long.parseLong(lines[6]));
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.split(SEPARATOR));
  }
}
