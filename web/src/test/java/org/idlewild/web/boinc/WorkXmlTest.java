package org.idlewild.web.boinc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.ClientTerms.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkXmlTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_189_137);

  @TempDir Path folder;

  private SampleWork work;

  @BeforeEach
  void aUnit() {
    work = new SampleWork(folder);
  }

  /** The elements that such a client was seen to take, in the order in which it took them. */
  @Test
  void aUnitIsWrittenAsTheStockClientTakesIt() throws BadMarkup {
    String program = "a".repeat(64) + "_upper";
    String input = "c".repeat(64) + "_in";
    String output = "upper_1_2_" + "0".repeat(32) + "_out";
    String certificate = work.keys.certificate(output, 1_000_000).strip();

    assertThat(text(work.order()))
        .isEqualTo(
            resource("unit.xml").formatted(program, input, output, "0".repeat(32), certificate));
  }

  @Test
  void aProgramThatKnowsNothingOfBoincIsStartedByOurLauncher() throws BadMarkup {
    work.way = Way.LAUNCHED;
    work.arguments = List.of("7", "a b");

    Element told = tell();

    List<Element> files = version(told).children("file_ref");
    assertThat(files).hasSize(2);
    assertThat(files.get(0).word("file_name")).isEqualTo(physical(SampleWork.LAUNCHER));
    assertThat(files.get(0).flag("main_program")).isTrue();
    assertThat(files.get(0).child("open_name")).isEmpty();
    assertThat(files.get(1).word("file_name")).isEqualTo(physical(SampleWork.PROGRAM));
    assertThat(files.get(1).word("open_name")).isEqualTo("upper");
    assertThat(files.get(1).flag("copy_file")).isTrue();
    assertThat(files.get(1).flag("main_program")).isFalse();
    assertThat(told.child("workunit").orElseThrow().word("command_line"))
        .isEqualTo("upper 7 \"a b\"");
  }

  @Test
  void allFilesOfAProgramAreSignedAndMayRun() throws BadMarkup {
    work.way = Way.LAUNCHED;
    work.files = List.of(SampleWork.LIBRARY, SampleWork.PROGRAM);

    Element told = tell();

    for (Order.File each : List.of(SampleWork.LAUNCHER, SampleWork.LIBRARY, SampleWork.PROGRAM)) {
      Element file = file(told, physical(each));
      assertThat(file.flag("executable")).isTrue();
      assertThat(file.word("file_signature")).isEqualTo("signature of " + each.name());
      assertThat(file.word("md5_cksum")).isEqualTo("md5 of " + each.name());
      assertThat(file.whole("nbytes")).isEqualTo(each.bytes());
    }
  }

  @Test
  void aProgramThatSpeaksForItselfIsStartedItselfBesideItsOtherFiles() throws BadMarkup {
    work.files = List.of(SampleWork.LIBRARY, SampleWork.PROGRAM);

    Element told = tell();

    List<Element> files = version(told).children("file_ref");
    assertThat(files).extracting(file -> file.flag("main_program")).containsExactly(false, true);
    assertThat(files.get(0).word("open_name")).isEqualTo("lib.so");
    assertThat(told.child("workunit").orElseThrow().word("command_line")).isEqualTo("1");
  }

  @Test
  void argumentsArriveWhateverIsInThem() throws BadMarkup {
    work.arguments = List.of("-n", "<1&2>", "a b");

    assertThat(text(work.order()))
        .contains("<command_line>-n &lt;1&amp;2&gt; &quot;a b&quot;</command_line>\n");
    assertThat(tell().child("workunit").orElseThrow().word("command_line"))
        .isEqualTo("-n <1&2> \"a b\"");
  }

  @Test
  void everyInputIsToldWithTheNameThatTheProgramOpens() throws BadMarkup {
    Order.File second = new Order.File("table..csv", SampleWork.LIBRARY.sha256(), 77);
    work.inputs = List.of(SampleWork.INPUT, second);

    Element told = tell();

    List<Element> inputs = told.child("workunit").orElseThrow().children("file_ref");
    assertThat(inputs)
        .extracting(file -> file.word("open_name"))
        .containsExactly("in", "table..csv");
    assertThat(inputs)
        .extracting(file -> file.word("file_name"))
        .containsExactly(physical(SampleWork.INPUT), "b".repeat(64) + "_table.csv")
        .allSatisfy(name -> assertThat(file(told, name).child("file_signature")).isEmpty());
  }

  @Test
  void anInputStaysWithTheClientOnlyWhereThatIsOfUse() throws BadMarkup {
    assertThat(file(tell(), physical(SampleWork.INPUT)).flag("sticky")).isFalse();

    work.keepsInputs = true;

    assertThat(file(tell(), physical(SampleWork.INPUT)).flag("sticky")).isTrue();
    assertThat(file(tell(), physical(SampleWork.PROGRAM)).flag("sticky")).isFalse();
  }

  @Test
  void everyOutputHasItsBoundAndThePermissionToUploadIt() throws BadMarkup {
    work.outputs =
        List.of(new Order.Output("out", 10, true), new Order.Output("log", 4L << 30, false));

    Element told = tell();

    List<Element> refs = told.child("result").orElseThrow().children("file_ref");
    assertThat(refs).extracting(ref -> ref.word("open_name")).containsExactly("out", "log");
    assertThat(refs).extracting(ref -> ref.flag("optional")).containsExactly(false, true);
    for (int i = 0; i < 2; i++) {
      Element output = file(told, refs.get(i).word("file_name"));
      long most = work.outputs.get(i).maxBytes();
      assertThat(output.whole("max_nbytes")).isEqualTo(most);
      assertThat(output.flag("upload_when_present")).isTrue();
      assertThat(work.keys.isCertified(output.word("name"), most, output.word("xml_signature")))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, x86_64-pc-linux-gnu",
    "windows-x86_64, windows_x86_64",
    "windows-x86, windows_intelx86"
  })
  void aPlatformIsCalledAsClientsCallIt(String ours, String theirs) throws BadMarkup {
    work.platform = ours;

    assertThat(version(tell()).word("platform")).isEqualTo(theirs);
    assertThat(tell().child("result").orElseThrow().word("platform")).isEqualTo(theirs);
  }

  @Test
  void aVersionOfSeveralProcessorsSaysHowManyAndHowFast() throws BadMarkup {
    work.planClass = "mt";
    work.processors = 4;
    work.speed = 2e9;
    work.version = 12;
    work.estimates.put(2L, Duration.ofHours(1));

    Element told = tell();

    assertThat(version(told).word("plan_class")).isEqualTo("mt");
    assertThat(version(told).number("avg_ncpus")).isEqualTo(4);
    assertThat(version(told).number("flops")).isEqualTo(8e9);
    assertThat(version(told).whole("version_num")).isEqualTo(1200);
    Element result = told.child("result").orElseThrow();
    assertThat(result.word("plan_class")).isEqualTo("mt");
    assertThat(result.whole("version_num")).isEqualTo(1200);
    Element workunit = told.child("workunit").orElseThrow();
    assertThat(workunit.number("rsc_fpops_est")).isEqualTo(3600 * 8e9);
    assertThat(workunit.number("rsc_fpops_bound")).isEqualTo(7200 * 8e9);
  }

  @Test
  void aTaskMayTakeTwiceWhatWasEstimatedThoughItsLimitIsShorter() throws BadMarkup {
    work.estimates.put(2L, Duration.ofHours(10));

    assertThat(tell().child("workunit").orElseThrow().number("rsc_fpops_bound"))
        .isEqualTo(72_000 * 1e9);
  }

  @Test
  void aHostThatDoesNotKnowItsSpeedIsTakenForAUsualOne() throws BadMarkup {
    work.speed = 0;

    assertThat(version(tell()).number("flops")).isEqualTo(1e9);
  }

  @Test
  void whatTasksHaveInCommonIsToldOnce() throws BadMarkup {
    Order first = work.order();
    work.result = 3;
    Element told = tell(first, work.order());

    assertThat(told.children("app")).hasSize(1);
    assertThat(told.children("app_version")).hasSize(1);
    assertThat(told.children("workunit")).hasSize(2);
    assertThat(told.children("result"))
        .extracting(result -> result.word("name"))
        .containsExactly("upper_1_2", "upper_1_3");
    assertThat(told.children("file_info"))
        .extracting(file -> file.word("name"))
        .doesNotHaveDuplicates()
        .hasSize(4);
  }

  @Test
  void anotherVersionOfAnAppIsToldToo() throws BadMarkup {
    Order first = work.order();
    work.result = 3;
    work.planClass = "mt";
    Order ofAnotherClass = work.order();
    work.result = 4;
    work.version = 2;

    Element told = tell(first, ofAnotherClass, work.order());

    assertThat(told.children("app")).hasSize(1);
    assertThat(told.children("app_version"))
        .extracting(version -> version.whole("version_num") + version.word("plan_class"))
        .containsExactly("100", "100mt", "200mt");
  }

  @Test
  void appsWhoseNamesAndNumbersReadAlikeAreTwo() throws BadMarkup {
    work.app = "upper1";
    Order first = work.order();
    work.app = "upper";
    work.version = 11;
    work.result = 3;

    assertThat(tell(first, work.order()).children("app_version"))
        .extracting(version -> version.word("app_name"))
        .containsExactly("upper1", "upper");
  }

  private String text(Order... orders) {
    Xml xml = new Xml();
    WorkXml writer = new WorkXml(xml, work.facts());
    for (Order order : orders) {
      writer.write(order, NOW);
    }
    return xml.toString();
  }

  private static String resource(String name) {
    try (InputStream in = WorkXmlTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Element tell(Order... orders) throws BadMarkup {
    Order[] all = orders.length == 0 ? new Order[] {work.order()} : orders;
    return Markup.read("<reply>" + text(all) + "</reply>", "reply");
  }

  private static Element version(Element told) {
    return told.child("app_version").orElseThrow();
  }

  private static Element file(Element told, String name) {
    return told.children("file_info").stream()
        .filter(file -> file.word("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String physical(Order.File file) {
    return Names.file(file.sha256(), file.name());
  }
}
