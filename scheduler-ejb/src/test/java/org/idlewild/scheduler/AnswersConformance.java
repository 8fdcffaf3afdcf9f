package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.idlewild.assimilator.TryLater;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.plugin.RecordingAssimilator;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.status.OutputFiles;
import org.idlewild.scheduler.store.Answers;
import org.idlewild.scheduler.store.Transactions;
import org.junit.jupiter.api.Test;

/** Where answers go, by the assimilators that come with the server; on every database. */
abstract class AnswersConformance extends GridConformance {
  @Test
  void reduceMakesATableOfTheWholeBatch() {
    grid.app(researcher, "reduced", "reduce", Map.of("by", "max"));

    long batch = computed("reduced", "b\t1\na\t7", "a\t3");

    assertThat(output(batch)).isEqualTo("a\t7\nb\t1\n");
  }

  @Test
  void topKeepsTheBestLinesOfTheWholeBatch() {
    grid.app(researcher, "best", "top", Map.of("k", "2"));

    assertThat(output(computed("best", "1 a\n5 b", "3 c"))).isEqualTo("5 b\n3 c\n");
  }

  @Test
  void tableKeepsARowForEachWorkunitHoweverOftenItIsHandedOver() {
    grid.app(researcher, "tabled", "table", Map.of("text", "3"));

    long batch = computed("tabled", "one", "three");
    grid.settle();

    assertThat(answers(batch))
        .extracting(Answers.Answer::parameter, a -> a.content().orElse("-"), Answers.Answer::bytes)
        .containsExactly(tuple("one", "one", 3L), tuple("three", "-", 5L));
    assertThat(answers(batch).get(1).sha256())
        .contains(TestGrid.sha256("three".getBytes(StandardCharsets.UTF_8)));
    Answers.Answer again = answers(batch).get(0);
    grid.get(Transactions.class).run(() -> grid.get(Answers.class).put(again));
    assertThat(answers(batch)).hasSize(2);
  }

  @Test
  void tableKeepsTheReasonsOfAFailure() {
    grid.app(researcher, "tabled", "table", Map.of());
    long batch = grid.batch(researcher, "tabled", "one");
    grid.settle();
    for (int i = 0; i < 4; i++) {
      long host = grid.host(grid.somebody("user" + i, Role.VOLUNTEER));
      orders(host).forEach(order -> grid.report(host, order.resultId(), Report.Ending.FAILED));
      grid.settle();
    }

    assertThat(answers(batch))
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.failures()).isEqualTo("TOO_MANY_ERROR");
              assertThat(answer.sha256()).isEmpty();
            });
  }

  @Test
  void aScriptOfTheOperatorsTakesAnswersAndMayPutThemOff() throws IOException {
    Path busy = Files.createFile(data.resolve("busy"));
    script("take", "[ -e " + busy + " ] && exit 75; echo \"$1 $(cat \"$2\")\"");
    grid.app(researcher, "scripted", "script", Map.of("command", "take"));

    long batch = computed("scripted", "one");
    assertThat(grid.get(BatchViews.class).progress(researcher, batch).assimilating()).isEqualTo(1);
    Files.delete(busy);
    grid.advance(Duration.ofMinutes(1));
    grid.settle();

    assertThat(output(batch)).matches("workunit-\\d+ one\n");
  }

  @Test
  void aScriptThatFailsIsTriedAgainLater() throws IOException {
    script("take", "exit 3");
    grid.app(researcher, "scripted", "script", Map.of("command", "take"));
    long batch = computed("scripted", "one");

    script("take", "cat \"$2\"");
    grid.settle();
    assertThat(grid.get(BatchViews.class).progress(researcher, batch).assimilating()).isEqualTo(1);
    grid.advance(Duration.ofMinutes(1));
    grid.settle();

    assertThat(output(batch)).isEqualTo("one");
  }

  @Test
  void whatAnAssimilatorCannotBeToldIsSaidInOneSentence() throws IOException {
    Plugins plugins = grid.get(Plugins.class);
    script("take", "true");

    assertThat(plugins.checkAssimilator("script", Map.of("command", "take"))).isEmpty();
    assertThat(plugins.checkAssimilator("script", Map.of("command", "other")))
        .contains("there is no program 'other' in the operator's folder of scripts");
    for (Map<String, String> wrong :
        List.of(Map.<String, String>of(), Map.of("command", "../take"), Map.of("x", "take"))) {
      assertThat(plugins.checkAssimilator("script", wrong))
          .hasValueSatisfying(
              sentence -> assertThat(sentence).contains("takes one option, command:"));
    }
    for (String wrong : List.of("-1", "1000001", "x", "99999999999")) {
      assertThat(plugins.checkAssimilator("table", Map.of("text", wrong)))
          .hasValueSatisfying(sentence -> assertThat(sentence).contains("from 0 to 1000000"));
    }
    assertThat(plugins.checkAssimilator("merge", Map.of("x", "y"))).isPresent();
    assertThat(plugins.checkAssimilator("nobody", Map.of()))
        .contains(
            "there is no such assimilator; there are:"
                + " merge, recording, reduce, script, table, top");
  }

  @Test
  void anAnswerThatIsPutOffBarsNoneEvenWhenAPassTakesFewRows() {
    RecordingAssimilator.begin();
    RecordingAssimilator.busy(true);
    RecordingAssimilator.excuse(() -> new TryLater("at night", Duration.ofHours(5)));
    grid.app(researcher, "recorded", "recording", Map.of());

    long batch = computed("recorded", "later", "later", "later", "now");

    assertThat(grid.get(BatchViews.class).progress(researcher, batch).done()).isEqualTo(1);
    grid.advance(Duration.ofHours(6));
    RecordingAssimilator.busy(false);
    assertThat(grid.run(PassName.ASSIMILATOR)).isEqualTo(3);
  }

  private void script(String name, String body) throws IOException {
    Path folder = Files.createDirectories(data.resolve("plugins/scripts"));
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** A batch with a workunit for each answer, all answered. */
  private long computed(String app, String... answers) {
    long batch = grid.batch(researcher, app, parameters(answers));
    grid.settle();
    for (long host : new long[] {alpha, beta}) {
      orders(host).forEach(order -> grid.answer(host, order, answer(order, answers)));
    }
    grid.settle();
    return batch;
  }

  /** Answers are their workunits' parameters where they can be. */
  private static String[] parameters(String... answers) {
    return IntStream.range(0, answers.length)
        .mapToObj(i -> answers[i].matches("\\w+") ? answers[i] : "unit" + i)
        .toArray(String[]::new);
  }

  private static String answer(Order order, String... answers) {
    String parameter = String.join(" ", order.arguments());
    return parameter.startsWith("unit")
        ? answers[Integer.parseInt(parameter.substring(4))]
        : parameter;
  }

  private List<Order> orders(long host) {
    return grid.ask(host, 10, Set.of()).orders();
  }

  private List<Answers.Answer> answers(long batch) {
    return grid.get(Transactions.class).call(() -> grid.get(Answers.class).page(batch, 0, 10));
  }

  private String output(long batch) {
    try (InputStream in = grid.get(OutputFiles.class).output(researcher, batch).open(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
