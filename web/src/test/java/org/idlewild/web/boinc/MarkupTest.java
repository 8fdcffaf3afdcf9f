package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
  private static final int MOST_ELEMENTS = 200_000;

  /** The named ones, beside what is around them all. */
  private static final int DEEPEST = 39;

  @ParameterizedTest
  @CsvSource({
    "<x>a</x>, a",
    "<x>a &lt;b&gt; &amp;amp; &quot;&apos;&#65;</x>, a <b> &amp; \"'A",
    "<x>&nothing; & &#; &#x41;</x>, &nothing; & &#; &#x41;",
    "<x>a < b</x>, a < b",
    "<x>a<!-- <x>b</x> -->c</x>, ac",
    "<x>a<![CDATA[<b>&lt;</x>]]>c</x>, a<b>&lt;</x>c",
    "<x>a<![CDATA[b, ab</root>",
    "<x>a, a",
    "<x>a</y>b</x>, ab",
    "<x y=\"1\">a</x>, a"
  })
  void whateverCanBeUnderstoodIs(String written, String read) throws BadMarkup {
    assertThat(read(written).word("x")).isEqualTo(read);
  }

  @Test
  void whatWasLeftOpenEndsWithWhatItIsIn() throws BadMarkup {
    Element read = read("<a><b><c>1</a><d>2</d>");

    assertThat(read.child("a").orElseThrow().child("b").orElseThrow().word("c")).isEqualTo("1");
    assertThat(read.word("d")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<other/>", "<root", "root", "</root>"})
  void withoutTheElementThatIsExpectedThereIsNothing(String text) {
    assertThatThrownBy(() -> Markup.read(text, "root"))
        .isInstanceOf(BadMarkup.class)
        .hasMessage("<root> was expected.");
  }

  @Test
  void asManyElementsAsAnyClientSendsAreRead() throws BadMarkup {
    assertThat(read("<x/>".repeat(MOST_ELEMENTS - 1)).children("x")).hasSize(MOST_ELEMENTS - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<x/>", "<x>", "<x></x>"})
  void moreElementsThanAnyClientSendsAreRefused(String element) {
    assertThatThrownBy(() -> read(element.repeat(MOST_ELEMENTS)))
        .isInstanceOf(BadMarkup.class)
        .hasMessage("At most 200000 elements are expected.");
  }

  @Test
  void elementsAreReadAsDeepAsAnyClientSendsThem() throws BadMarkup {
    assertThat(depth(read(nested(DEEPEST - 1)))).isEqualTo(DEEPEST);
  }

  @Test
  void whatIsDeeperIsTextOfWhatItIsIn() throws BadMarkup {
    Element read = read(nested(1000) + "<after>2</after>");

    assertThat(depth(read)).isEqualTo(DEEPEST);
    assertThat(read.raw()).contains("1");
    assertThat(read.word("after")).isEqualTo("2");
  }

  @Test
  void aTagLongerThanAnyClientsIsText() throws BadMarkup {
    String attributes = " y".repeat(498);

    assertThat(read("<x" + attributes + ">1</x>").word("x")).isEqualTo("1");
    assertThat(read("<x" + attributes + attributes + ">1</x>").child("x")).isEmpty();
  }

  @Test
  void aLongTextIsWhole() throws BadMarkup {
    String text = "stderr & more < ".repeat(100_000);

    assertThat(read("<x>" + text + "</x>").word("x")).isEqualTo(text.strip());
  }

  @Test
  void whatIsWithinIsThereAsItCame() throws BadMarkup {
    assertThat(read("<x> a &amp; <b>1</b>\n</x>").child("x").orElseThrow().raw())
        .isEqualTo(" a &amp; <b>1</b>\n");
  }

  private static Element read(String inside) throws BadMarkup {
    return Markup.read("<root>" + inside + "</root>", "root");
  }

  private static String nested(int times) {
    return "<x>".repeat(times) + "1" + "</x>".repeat(times);
  }

  private static int depth(Element element) {
    List<Element> within = element.children("x");
    return within.isEmpty() ? 1 : 1 + depth(within.get(0));
  }
}
