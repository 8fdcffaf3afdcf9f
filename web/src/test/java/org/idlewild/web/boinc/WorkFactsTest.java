package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.ClientTerms.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkFactsTest {
  @TempDir Path folder;

  private SampleWork work;

  @BeforeEach
  void aUnit() {
    work = new SampleWork(folder);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"API", "LAUNCHED"})
  void whatIsKnownInFullSuffices(Way way) {
    work.way = way;

    assertThat(suffices()).isTrue();
  }

  @Test
  void aProgramThatIsNotSignedOrHereAnyMoreDoesNotSuffice() {
    work.signatures.remove(SampleWork.PROGRAM.sha256());
    assertThat(suffices()).as("signed by a former key").isFalse();

    work = new SampleWork(folder);
    work.files = List.of(SampleWork.PROGRAM, SampleWork.LIBRARY);
    work.signatures.remove(SampleWork.LIBRARY.sha256());
    assertThat(suffices()).as("one of its files is not signed").isFalse();

    work = new SampleWork(folder);
    work.sums.remove(SampleWork.PROGRAM.sha256());
    assertThat(suffices()).as("gone").isFalse();
  }

  @Test
  void anInputMustBeHereAndNeedsNoSignature() {
    work.signatures.remove(SampleWork.INPUT.sha256());
    assertThat(suffices()).isTrue();

    work.sums.remove(SampleWork.INPUT.sha256());
    assertThat(suffices()).isFalse();
  }

  @Test
  void theLauncherMustBeSignedForWhatItStartsAlone() {
    work.signatures.remove(SampleWork.LAUNCHER.sha256());
    assertThat(suffices()).isTrue();

    work.way = Way.LAUNCHED;
    assertThat(suffices()).isFalse();
  }

  @Test
  void aResultThatIsTheHostsNoMoreDoesNotSuffice() {
    work.estimates.remove(2L);

    assertThat(suffices()).isFalse();
  }

  @Test
  void aFilesAddressHasTheMarkThatOpensIt() {
    WorkFile file = work.facts().file(SampleWork.INPUT);

    assertThat(file.url())
        .isEqualTo(
            SampleWork.ADDRESS + "download/" + "0".repeat(32) + "/" + "c".repeat(64) + "_in");
    assertThat(file.isMain()).isFalse();
  }

  @Test
  void exactlyOneOfAProgramsFilesIsStarted() {
    work.files = List.of(SampleWork.LIBRARY, SampleWork.PROGRAM);
    assertThat(started(work.order())).containsExactly("upper");

    work.way = Way.LAUNCHED;
    assertThat(started(work.order())).containsExactly(SampleWork.LAUNCHER.name());
  }

  private boolean suffices() {
    return work.facts().suffice(work.order());
  }

  private List<String> started(Order order) {
    return work.facts().programs(order).stream()
        .filter(WorkFile::isMain)
        .map(WorkFile::name)
        .toList();
  }
}
