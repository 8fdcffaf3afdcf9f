package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.agent.files.Folders;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.Wrap;
import org.idlewild.wrapper.WrapRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs that nobody here wrote do in the virtual machine what they do outside of it. */
class ForeignProgramsTest {
  private static final String[] LIBRARIES = {
    "user32",
    "shell32",
    "advapi32",
    "crypt32",
    "imm32",
    "iphlpapi",
    "ncrypt",
    "ole32",
    "oleaut32",
    "setupapi",
    "shlwapi",
    "version",
    "avicap32",
    "winmm",
    "ws2_32"
  };

  private Path folder;
  private List<Surface> untouched;

  @BeforeEach
  void lookAtWhatWineWritesByItselfWhenLibrariesAreLoaded() throws Exception {
    folder = Files.createTempDirectory("foreign");
    untouched = new ArrayList<>();
    for (Compiler compiler : List.<Compiler>of(Windows::compile, Windows::compileNarrow)) {
      untouched.add(surface(compiler));
      untouched.add(surface(compiler, "user32", "shell32"));
      untouched.add(surface(compiler, LIBRARIES));
    }
  }

  private interface Compiler {
    Path compile(Path program, String... lines) throws IOException;
  }

  private Surface surface(Compiler compiler, String... libraries) throws Exception {
    Path here = Files.createTempDirectory(folder, "loads");
    Trial trial = new Trial(here).bare();
    Path program =
        compiler.compile(
            here.resolve("p.exe"),
            "#include <windows.h>",
            "int main(void) {",
            Stream.of(libraries)
                .map(library -> "LoadLibraryA(\"" + library + "\");")
                .collect(Collectors.joining()),
            "return 0; }");
    trial.start(Trial.wrap(here.resolve("wrapped"), List.of(program)), "p.exe");
    trial.await();
    return Surface.of(trial);
  }

  @AfterEach
  void removeFolder() throws IOException {
    Folders.delete(folder);
  }

  @TestFactory
  Stream<DynamicNode> programs() throws Exception {
    Path originals = Files.createDirectory(folder.resolve("originals"));
    return new ForeignPrograms(originals).all().stream().map(this::container);
  }

  @Test
  void whatItsMakerSignedIsWrappedOnlyWhenItsSignatureMayGo() throws Exception {
    Path signed =
        new Fetched(folder)
            .unpacked("cpython.jar", "org/bytedeco/cpython/windows-x86_64/lib/vcruntime140.dll");
    Wrap wrap = new Wrap(Signature.REFUSE, Windows.shim().libraries(), Seal.sum());

    assertThatThrownBy(() -> wrap.files(List.of(signed), folder.resolve("kept")))
        .isInstanceOf(WrapRefused.class)
        .hasMessageContaining("signed");
    assertThat(Trial.wrap(folder.resolve("cut"), List.of(signed), Signature.STRIP))
        .containsKey("vcruntime140.dll");
  }

  private DynamicNode container(Foreign foreign) {
    return dynamicContainer(
        foreign.name() + " " + String.join(" ", foreign.command()),
        Stream.of(foreign).flatMap(this::tests));
  }

  private Stream<DynamicNode> tests(Foreign foreign) {
    try {
      Path here = Files.createTempDirectory(folder, foreign.name());
      Outcome plain = new PlainRun(Files.createDirectory(here.resolve("plain"))).of(foreign);
      Map<String, Path> wrapped =
          Trial.wrap(here.resolve("wrapped"), foreign.files(), Signature.STRIP);
      return Arrays.stream(FileCipher.values())
          .map(
              cipher ->
                  dynamicTest(
                      "with " + cipher.text() + " it leaves what it leaves outside",
                      () -> same(foreign, wrapped, cipher, plain, here)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void same(
      Foreign foreign, Map<String, Path> wrapped, FileCipher cipher, Outcome plain, Path here)
      throws Exception {
    Path folder = Files.createDirectory(here.resolve(cipher.text()));
    Trial trial = new Trial(folder).bare().policy(foreign.policy() + "cipher " + cipher.text());
    foreign.inputs().forEach(trial::input);
    trial.start(wrapped, foreign.command().toArray(String[]::new));
    Ended ended = trial.await();
    Path taken = Files.createDirectory(folder.resolve("taken"));
    trial.stock().take("C:\\work", taken);

    assertThat(ended.account().hooks()).as("the virtual machine is in it").isGreaterThan(20);
    assertThat(Outcome.of(ended.report().exit().orElse(-1), trial.bytes(), taken))
        .as("%s %s %s", ended.sentence(), trial.err(), ended.account().refusals())
        .isEqualTo(plain);
    assertThat(plain.exit()).isZero();
    Surface after = Surface.of(trial);
    assertThat(untouched).as("nothing else is left by %s", after).anyMatch(after::isWithin);
    trial.remove();
  }
}
