package org.idlewild.assimilator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Lines {@code key TAB number} become one number a key: the batch's output is the table, sorted by
 * key. Numbers are exact decimals. Other lines are left out, and the last line says how many.
 */
public final class ReduceAssimilator implements Assimilator {
  private static final long IN_MEMORY = 16L << 20;

  private final Fold fold;
  private final long inMemory;

  public ReduceAssimilator() {
    this(Fold.SUM, IN_MEMORY);
  }

  ReduceAssimilator(Fold fold, long inMemory) {
    this.fold = fold;
    this.inMemory = inMemory;
  }

  @Override
  public String name() {
    return "reduce";
  }

  /** {@code by}: sum (unless something is said), min, max or count. */
  @Override
  public Assimilator with(Map<String, String> given) {
    Options options = new Options(name(), given);
    options.allow("by");
    return new ReduceAssimilator(options.choice("by", Fold.SUM), inMemory);
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws IOException {
    Lines.join(handoff.outputs(), part);
  }

  @Override
  public void combine(Parts parts, Path scratch, OutputStream output) throws IOException {
    KeyTable table = new KeyTable(fold, scratch, inMemory);
    long leftOut = Lines.each(parts, line -> add(line, table));
    Writer out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    table.writeTo(out);
    out.write(Lines.leftOut(leftOut));
    out.flush();
  }

  private boolean add(String line, KeyTable table) {
    int tab = line.indexOf('\t');
    Optional<BigDecimal> number = tab < 1 ? Optional.empty() : number(line.substring(tab + 1));
    // A carriage return would break a line of the files that the table is kept in.
    if (number.isEmpty() || line.indexOf('\r') >= 0) {
      return false;
    }
    table.add(line.substring(0, tab), number.get());
    return true;
  }

  private Optional<BigDecimal> number(String text) {
    return fold == Fold.COUNT ? Optional.of(BigDecimal.ONE) : Decimals.of(text.strip());
  }
}
