package org.idlewild.wrapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a program's code. The code is read from its beginning on, and anew from each
 * place where a function is known to begin; a program that means harm can hide from that.
 *
 * @param verdict what follows
 * @param findings the first {@link #MOST_FINDINGS} instructions that enter the kernel
 * @param notes other reasons for the verdict, a sentence each
 */
public record Scan(Verdict verdict, List<Finding> findings, List<String> notes) {
  /** How many findings are kept. */
  public static final int MOST_FINDINGS = 100;

  private static final double PACKED_ENTROPY = 7.2;
  private static final int FEW_FUNCTIONS = 10;
  private static final int TELLING_SIZE = 4096;

  public Scan {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * Looks at a program.
   *
   * @param pe what was read of it
   * @param program the same file's bytes
   */
  public static Scan of(Pe pe, byte[] program) throws MalformedProgram {
    List<Finding> findings = new ArrayList<>();
    List<String> packed = new ArrayList<>();
    CodeSweep sweep = CodeSweep.of(pe, program);
    for (Section section : pe.sections()) {
      if (section.isExecutable()) {
        sweep.section(section, findings);
        packed(section, pe, program).ifPresent(packed::add);
      }
    }
    if (!packed.isEmpty()) {
      return new Scan(Verdict.PACKED, findings, packed);
    }
    if (pe.isDotNet()) {
      String note = "It is a .NET program, whose imports Windows need not load.";
      return new Scan(Verdict.SUSPICIOUS, findings, List.of(note));
    }
    Verdict verdict = findings.isEmpty() ? Verdict.CLEAN : Verdict.SUSPICIOUS;
    return new Scan(verdict, findings, List.of());
  }

  private static Optional<String> packed(Section section, Pe pe, byte[] program) {
    if (section.isWritable()) {
      return Optional.of("The section " + section.name() + " is both code and writable.");
    }
    int functions = pe.imports().stream().mapToInt(each -> each.functions().size()).sum();
    if (functions < FEW_FUNCTIONS
        && section.file().length() >= TELLING_SIZE
        && entropy(program, section.file()) > PACKED_ENTROPY) {
      return Optional.of("The section " + section.name() + " looks compressed or encrypted.");
    }
    return Optional.empty();
  }

  /** In bits a byte. */
  private static double entropy(byte[] program, Extent file) {
    int[] counts = new int[256];
    for (long i = file.at(); i < file.end(); i++) {
      counts[program[(int) i] & 0xff]++;
    }
    double bits = 0;
    for (int count : counts) {
      double share = (double) count / file.length();
      bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
