package org.idlewild.wrapper;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Reads code instruction by instruction, and starts anew wherever a function begins. */
final class CodeSweep {
  private static final int RUNTIME_FUNCTION = 12;

  private final Instruction instruction;
  private final NavigableSet<Long> starts;

  private CodeSweep(byte[] program, Machine machine, NavigableSet<Long> starts) {
    this.instruction = new Instruction(program, machine);
    this.starts = starts;
  }

  static CodeSweep of(Pe pe, byte[] program) throws MalformedProgram {
    NavigableSet<Long> starts = new TreeSet<>(pe.starts());
    Extent table = pe.directory(Directory.EXCEPTION);
    if (pe.layout().machine() == Machine.X86_64 && !table.isEmpty()) {
      Bytes in = new Bytes(program);
      long at = pe.offset(table.at(), "the exception directory");
      in.checked(at, table.length(), "the exception directory");
      for (long i = 0; i + RUNTIME_FUNCTION <= table.length(); i += RUNTIME_FUNCTION) {
        starts.add(in.u32(at + i, "a function's beginning"));
      }
    }
    return new CodeSweep(program, pe.layout().machine(), starts);
  }

  void section(Section section, List<Finding> findings) {
    long shift = section.memory().at() - section.file().at();
    long end = section.memory().at() + section.backed();
    long at = section.memory().at();
    long start = next(at, end);
    while (at < end && findings.size() < Scan.MOST_FINDINGS) {
      int length = instruction.read((int) (at - shift), (int) (end - shift));
      if (instruction.entry() != Entry.NONE) {
        findings.add(new Finding(instruction.entry(), at));
      }
      at += Math.max(1, length);
      if (at >= start) {
        at = start;
        start = next(at, end);
      }
    }
  }

  private long next(long at, long end) {
    Long start = starts.higher(at);
    return start == null ? end : Math.min(start, end);
  }
}
