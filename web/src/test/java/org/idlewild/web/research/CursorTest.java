package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.idlewild.web.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void withoutParametersTheFirstHundredAreMeant() {
    assertThat(Cursor.of("batches", null, null)).isEqualTo(new Cursor("batches", 0, 100));
  }

  @Test
  void theNextCursorLeadsBackToItsId() {
    String next = new Cursor("batches", 0, 5).next(123_456_789_012L);
    assertThat(next).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.of("batches", next, "5"))
        .isEqualTo(new Cursor("batches", 123_456_789_012L, 5));
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    String next = new Cursor("hosts", 0, 5).next(1);
    assertThatThrownBy(() -> Cursor.of("batches", next, null)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "bG9uZw", "YmF0Y2hlczotMQ"})
  void anyOtherTextIsRefused(String cursor) {
    assertThatThrownBy(() -> Cursor.of("batches", cursor, null))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("cursor must");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "a", "", "1e3", "99999999999"})
  void aLimitOutsideItsBoundsIsRefused(String limit) {
    assertThatThrownBy(() -> Cursor.of("batches", null, limit))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("limit must");
  }

  @Test
  void slicesCoverAListExactlyOnce() {
    List<Integer> all = IntStream.range(0, 7).boxed().toList();
    Listing<Integer> first = Listing.slice(all, Cursor.of("apps", null, "3"));
    Listing<Integer> second = Listing.slice(all, Cursor.of("apps", first.next(), "3"));
    Listing<Integer> third = Listing.slice(all, Cursor.of("apps", second.next(), "3"));
    assertThat(first.items()).containsExactly(0, 1, 2);
    assertThat(second.items()).containsExactly(3, 4, 5);
    assertThat(third).isEqualTo(new Listing<>(List.of(6), null));
  }
}
