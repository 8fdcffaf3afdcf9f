package org.idlewild.web.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.idlewild.protocol.SchedulerRequest;
import org.idlewild.web.http.JsonText;
import org.idlewild.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever number a host puts into whatever field of a poll, no stage sees an absurd one. */
class AbsurdNumbersTest {
  private static final JsonText JSON = JsonText.lenient();

  /** What a program may end with. */
  private static final Set<String> ANY = Set.of("exitStatus");

  private static final String POLL =
      """
      {"protocol":1,"tasksWanted":2,
       "facts":{"name":"a","osName":"linux","architecture":"x86_64","processors":4,
        "flopsPerProcessor":1.5,"memoryBytes":5,"diskFreeBytes":6,"platforms":["java"],
        "sandboxes":["namespaces"],"onFraction":0.5},
       "held":[{"resultId":11,"state":"RUNNING","cpuSeconds":0.25}],
       "reports":[{"resultId":12,"ending":"SUCCESS","exitStatus":0,"cpuSeconds":1.25,
        "elapsedSeconds":2.5,"peakMemoryBytes":1024,"sandbox":"namespaces",
        "outputs":[{"name":"out","bytes":10,"sha256":"%s"}]}],
       "trickles":[{"resultId":13,"number":3,"content":"aGk="}],
       "trickled":[{"resultId":14,"number":7}],
       "mark":{"number":9,"instance":"a1"}}
      """
          .formatted("a".repeat(64));

  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":([0-9.]+)(?=[,}])");

  static Stream<Arguments> absurdities() {
    Matcher matcher = NUMBER.matcher(POLL);
    List<MatchResult> numbers = matcher.results().toList();
    return numbers.stream()
        .flatMap(
            number ->
                Stream.of(
                        "-1",
                        "-9223372036854775808",
                        "9223372036854775807",
                        "2147483648",
                        "99999999999999999999",
                        "-0.5",
                        "1e300",
                        "1e400",
                        "-1e400",
                        "\"NaN\"",
                        "\"Infinity\"",
                        "\"12\"",
                        "true",
                        "[]",
                        "{}",
                        "null")
                    .map(absurd -> Arguments.of(number.group(1), absurd, with(number, absurd))));
  }

  private static String with(MatchResult number, String absurd) {
    return POLL.substring(0, number.start(2)) + absurd + POLL.substring(number.end(2));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("absurdities")
  void aNumberIsRefusedOrCutToWhatIsPossible(String field, String absurd, String poll) {
    try {
      SchedulerRequest request = JSON.read(poll, SchedulerRequest.class);
      Checks.protocol(request.protocol());
      requirePossible(Poll.of(request));
      requirePossible(Letters.of(request));
    } catch (ProblemException problem) {
      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.getMessage()).isNotBlank().hasSizeLessThan(300);
    }
  }

  @Test
  void whatIsNotAbsurdIsTaken() {
    assertThatCode(() -> requirePossible(Poll.of(JSON.read(POLL, SchedulerRequest.class))))
        .doesNotThrowAnyException();
  }

  private static void requirePossible(Object value) {
    if (value instanceof Record some) {
      for (RecordComponent part : some.getClass().getRecordComponents()) {
        if (!ANY.contains(part.getName())) {
          requirePossible(read(part, some));
        }
      }
    } else if (value instanceof Collection<?> many) {
      many.forEach(AbsurdNumbersTest::requirePossible);
    } else if (value instanceof Number number) {
      assertThat(number.doubleValue()).isBetween(0.0, 1e19);
    }
  }

  private static Object read(RecordComponent part, Record of) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
