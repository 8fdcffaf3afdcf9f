package org.idlewild.scheduler.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.idlewild.work.EvmPolicy;

/**
 * What a researcher asks for a Windows program in the virtual machine; null where nothing is said.
 *
 * @param cipher how its files lie on disk: {@code none}, {@code 3des} or {@code aes}; null means
 *     {@code aes}
 * @param stripSignature whether signatures may be cut out; null means no, and signed programs are
 *     refused
 * @param jit names of files that may make code while they run, at most 32
 * @param net addresses such as {@code 10.0.0.1:80} that it may connect to, at most 32; hosts whose
 *     owners let no Windows program do so get none of its work
 * @param processes at once, 1 to 64; null means 1
 * @param threads of a process at once, 1 to 1000; null means as many as its limits allow
 * @param ioBytesPerSecond read and written, 4096 or more; null means as many as it can
 * @param required whether only our own agents may run it, which have the virtual machine; null
 *     means no
 */
public record EvmRule(
    String cipher,
    Boolean stripSignature,
    List<String> jit,
    List<String> net,
    Integer processes,
    Integer threads,
    Long ioBytesPerSecond,
    Boolean required) {
  private static final Set<String> CIPHERS = Set.of("none", "3des", "aes");
  private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}:[0-9]{1,5}";
  private static final int MOST_OF_A_LIST = 32;
  private static final int MOST_OF_A_BYTE = 255;
  private static final int MOST_PORT = 65_535;
  private static final long LEAST_IO = 4096;

  /** One that does not insist on the virtual machine. */
  public EvmRule(
      String cipher,
      Boolean stripSignature,
      List<String> jit,
      List<String> net,
      Integer processes,
      Integer threads,
      Long ioBytesPerSecond) {
    this(cipher, stripSignature, jit, net, processes, threads, ioBytesPerSecond, null);
  }

  boolean isRequired() {
    return required != null && required;
  }

  /** The policy, if it makes sense for an application of these files. */
  EvmPolicy checked(List<String> files) {
    EvmPolicy usual = EvmPolicy.DEFAULT;
    Checks.require(cipher == null || CIPHERS.contains(cipher), "cipher is one of none, 3des, aes");
    return new EvmPolicy(
        cipher == null ? usual.cipher() : cipher,
        stripSignature != null && stripSignature,
        programs(files),
        addresses(),
        processes == null ? usual.processes() : (int) between(processes, 64, "processes"),
        threads == null ? usual.threads() : (int) between(threads, 1000, "threads"),
        ioBytesPerSecond == null
            ? usual.ioBytesPerSecond()
            : Checks.between(ioBytesPerSecond, LEAST_IO, 1L << 40, "ioBytesPerSecond"));
  }

  private static long between(int value, int most, String what) {
    return Checks.between(value, 1, most, what);
  }

  private List<String> programs(List<String> files) {
    List<String> named = jit == null ? List.of() : jit;
    Checks.require(
        named.size() <= MOST_OF_A_LIST && Checks.isFull(named) && files.containsAll(named),
        "jit names at most 32 of the files");
    Checks.different(named, "programs in jit");
    return named;
  }

  private List<String> addresses() {
    List<String> named = net == null ? List.of() : net;
    Checks.require(
        named.size() <= MOST_OF_A_LIST && Checks.isFull(named), "net lists at most 32 addresses");
    named.forEach(EvmRule::checkAddress);
    Checks.different(named, "addresses in net");
    return named;
  }

  /** A host's own services, its link, and many at once are nobody's to grant. */
  private static void checkAddress(String address) {
    Checks.require(
        address.matches(ADDRESS),
        "an address in net is like 10.0.0.1:80, not '" + Checks.shown(address) + "'");
    int[] parts = Arrays.stream(address.split("[.:]")).mapToInt(Integer::parseInt).toArray();
    boolean numbers =
        Arrays.stream(parts).limit(4).allMatch(part -> part <= MOST_OF_A_BYTE)
            && parts[4] >= 1
            && parts[4] <= MOST_PORT;
    boolean linkLocal = parts[0] == 169 && parts[1] == 254;
    Checks.require(
        numbers && parts[0] != 0 && parts[0] != 127 && parts[0] < 224 && !linkLocal,
        address + " in net is no address of another machine that one may connect to");
  }
}
