package org.idlewild.assimilator;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The batch's output is the lines with the highest (or lowest) numbers in one field, best first; of
 * equals the one that came first in the order of the workunits. Lines without a number there are
 * left out, and the last line says how many.
 */
public final class TopAssimilator implements Assimilator {
  /** Which numbers are best. */
  enum Best {
    HIGHEST,
    LOWEST
  }

  private final int lines;
  private final int field;
  private final Best best;

  /** The ten lines with the highest first fields. */
  public TopAssimilator() {
    this(10, 1, Best.HIGHEST);
  }

  private TopAssimilator(int lines, int field, Best best) {
    this.lines = lines;
    this.field = field;
    this.best = best;
  }

  private record Entry(BigDecimal number, long place, String line) {}

  @Override
  public String name() {
    return "top";
  }

  /**
   * {@code k}: how many lines, 1 to 1000; {@code field}: which field, from 1, fields being parted
   * by blanks or tabs; {@code best}: highest or lowest.
   */
  @Override
  public Assimilator with(Map<String, String> given) {
    Options options = new Options(name(), given);
    options.allow("best", "field", "k");
    return new TopAssimilator(
        options.number("k", 10, 1, 1000),
        options.number("field", 1, 1, 1000),
        options.choice("best", Best.HIGHEST));
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws IOException {
    Lines.join(handoff.outputs(), part);
  }

  @Override
  public void combine(Parts parts, Path scratch, OutputStream output) throws IOException {
    PriorityQueue<Entry> kept = new PriorityQueue<>(bestFirst().reversed());
    long[] place = {0};
    long leftOut =
        Lines.each(
            parts,
            line -> {
              Optional<BigDecimal> number = number(line);
              number.ifPresent(found -> kept.add(new Entry(found, place[0]++, line)));
              if (kept.size() > lines) {
                kept.remove();
              }
              return number.isPresent();
            });
    List<Entry> sorted = kept.stream().sorted(bestFirst()).toList();
    for (Entry entry : sorted) {
      output.write((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    output.write(Lines.leftOut(leftOut).getBytes(StandardCharsets.UTF_8));
  }

  private Comparator<Entry> bestFirst() {
    Comparator<Entry> byNumber = Comparator.comparing(Entry::number);
    return (best == Best.HIGHEST ? byNumber.reversed() : byNumber).thenComparingLong(Entry::place);
  }

  private Optional<BigDecimal> number(String line) {
    String[] fields = line.strip().split("\\s+", field + 1);
    return fields.length < field ? Optional.empty() : Decimals.of(fields[field - 1]);
  }
}
