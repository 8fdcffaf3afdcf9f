package org.idlewild.wrapper;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A file that is to lie in the folder of wrapped programs. */
final class Candidate {
  private final String name;
  private final Pe pe;
  private final byte[] bytes;
  private final boolean wrapped;
  private final Scan scan;

  private Candidate(String name, Pe pe, byte[] bytes, boolean wrapped, Scan scan) {
    this.name = name;
    this.pe = pe;
    this.bytes = bytes;
    this.wrapped = wrapped;
    this.scan = scan;
  }

  String name() {
    return name;
  }

  Machine machine() {
    return pe.layout().machine();
  }

  boolean isDotNet() {
    return pe.isDotNet();
  }

  byte[] bytes() {
    return bytes;
  }

  Scan scan() {
    return scan;
  }

  static Candidate wrapped(String name, byte[] original, Signature signature) throws WrapRefused {
    try {
      byte[] bytes = Wrapping.of(original, signature);
      Scan scan = Scan.of(Pe.read(original), original);
      if (scan.verdict() == Verdict.PACKED) {
        throw new WrapRefused(name + " is packed and cannot run: " + scan.notes().get(0));
      }
      return new Candidate(name, Pe.read(bytes), bytes, true, scan);
    } catch (MalformedProgram e) {
      throw new WrapRefused(name, e);
    }
  }

  /** The virtual machine's own library, as it is. */
  static Candidate shim(Machine machine, byte[] bytes) throws WrapRefused {
    try {
      Pe pe = Pe.read(bytes);
      boolean offers =
          pe.exports().stream().anyMatch(export -> export.name().equals(Wrapping.FUNCTION));
      if (pe.layout().machine() != machine || !offers) {
        throw new WrapRefused(
            machine.shim()
                + " is not the virtual machine's library for "
                + machine.platform()
                + ".");
      }
      return new Candidate(machine.shim(), pe, bytes, false, Scan.of(pe, bytes));
    } catch (MalformedProgram e) {
      throw new WrapRefused(machine.shim(), e);
    }
  }

  Manifest.Program listed() {
    return new Manifest.Program(
        name, Seal.sha256(bytes), bytes.length, machine(), wrapped, scan.verdict());
  }

  /** The libraries it needs that are neither part of Windows nor among the others. */
  Set<String> missing(List<Candidate> all) {
    Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    pe.imports().forEach(each -> missing.add(each.library()));
    missing.removeIf(SystemLibraries::contains);
    missing.removeIf(Wrapping::isOurs);
    all.forEach(candidate -> missing.remove(candidate.name));
    return missing;
  }
}
