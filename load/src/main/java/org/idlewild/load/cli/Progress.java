package org.idlewild.load.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Says what is done, each thing once. */
final class Progress implements Consumer<String> {
  private final PrintWriter err;
  private String last = "";

  Progress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void accept(String sentence) {
    if (!sentence.equals(last)) {
      err.println(sentence);
      last = sentence;
    }
  }
}
