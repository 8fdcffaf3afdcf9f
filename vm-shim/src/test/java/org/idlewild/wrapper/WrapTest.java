package org.idlewild.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.idlewild.wrapper.Machine.X86;
import static org.idlewild.wrapper.Machine.X86_64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrapTest {
  private static final byte[] SHIM = Sample.of(X86_64).export(Wrapping.FUNCTION, 0x1000).bytes();
  private static final byte[] PROGRAM = Sample.of(X86_64).imports("KERNEL32.dll").bytes();

  @TempDir private Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void makeFolder() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("out");
  }

  @Test
  void aProgramAndItsLibrariesLieWrappedInTheFolderWithAManifest() throws Exception {
    Path exe = original("a.exe", Sample.of(X86_64).imports("KERNEL32.dll", "Own.dll").bytes());
    Path dll = original("own.dll", PROGRAM);

    Map<String, Scan> scans = wrap().files(List.of(exe, dll), out);

    assertThat(names()).containsExactly("a.exe", "evm-manifest.json", "own.dll", "vm64.dll");
    assertThat(Pe.read(written("a.exe")).imports())
        .extracting(Import::library)
        .containsExactly("vm64.dll", "KERNEL32.dll", "Own.dll");
    assertThat(Wrapping.isWrapped(Pe.read(written("own.dll")))).isTrue();
    assertThat(written("vm64.dll")).isEqualTo(SHIM);
    assertThat(scans.get("a.exe").verdict()).isEqualTo(Verdict.CLEAN);
  }

  @Test
  void theManifestNamesEachFileWithItsHash() throws Exception {
    wrap().files(List.of(original("a.exe", PROGRAM)), out);

    Manifest manifest = Manifest.read(written(Manifest.NAME), Seal.sum());
    assertThat(manifest.files())
        .extracting(Manifest.Program::name, Manifest.Program::wrapped)
        .containsExactly(tuple("a.exe", true), tuple("vm64.dll", false));
    for (Manifest.Program each : manifest.files()) {
      assertThat(each.sha256()).isEqualTo(Seal.sha256(written(each.name())));
      assertThat(each.size()).isEqualTo(written(each.name()).length);
    }
  }

  @Test
  void theOriginalsAreUntouchedAndASecondTimeGivesTheSame() throws Exception {
    Path exe = original("a.exe", PROGRAM);
    wrap().files(List.of(exe), out);
    byte[] first = written("a.exe");
    byte[] manifest = written(Manifest.NAME);
    wrap().files(List.of(exe), out);

    assertThat(Files.readAllBytes(exe)).isEqualTo(PROGRAM);
    assertThat(written("a.exe")).isEqualTo(first);
    assertThat(written(Manifest.NAME)).isEqualTo(manifest);
  }

  @Test
  void theLibrariesThatAreMissingAreNamed() throws Exception {
    byte[] needy = Sample.of(X86_64).imports("api-ms-win-core-x.dll", "b.dll", "A.dll").bytes();
    refused("needs A.dll, b.dll, which", original("a.exe", needy));
  }

  @Test
  void theFolderOfTheOriginalsIsNoPlaceForTheWrapped() throws Exception {
    out = in;
    refused("holds the original a.exe", original("a.exe", PROGRAM));
    assertThat(written("a.exe")).isEqualTo(PROGRAM);
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws Exception {
    Files.createDirectory(out);
    Files.writeString(out.resolve("letter.txt"), "dear");
    refused("holds other files", original("a.exe", PROGRAM));
    assertThat(names()).containsExactly("letter.txt");
  }

  @Test
  void aLinkInTheFolderLeavesTheOriginalAlone() throws Exception {
    Path exe = original("a.exe", PROGRAM);
    wrap().files(List.of(exe), out);
    Files.delete(out.resolve("a.exe"));
    Files.createSymbolicLink(out.resolve("a.exe"), exe);
    wrap().files(List.of(exe), out);

    assertThat(Files.readAllBytes(exe)).isEqualTo(PROGRAM);
    assertThat(Wrapping.isWrapped(Pe.read(written("a.exe")))).isTrue();
  }

  @Test
  void nothingIsWrittenWhenOneFileIsRefused() throws Exception {
    refused("b.dll: at offset 0x", original("a.exe", PROGRAM), original("b.dll", new byte[9]));
    assertThat(out).doesNotExist();
  }

  @Test
  void aPackedProgramIsRefused() throws Exception {
    Sample packed = Sample.of(X86_64).imports("KERNEL32.dll");
    packed.u32(packed.table() + 36, 0xe000_0020L);
    refused("a.exe is packed", original("a.exe", packed.bytes()));
  }

  @Test
  void aSignedProgramIsStrippedWhenThatIsAllowed() throws Exception {
    byte[] signed = Sample.of(X86_64).imports("KERNEL32.dll").signature("", 16).bytes();
    Path exe = original("a.exe", signed);
    refused("signed", exe);

    new Wrap(Signature.STRIP, Map.of(X86_64, SHIM), Seal.sum()).files(List.of(exe), out);
    assertThat(Pe.read(written("a.exe")).isSigned()).isFalse();
  }

  @Test
  void namesThatClashOrAreOursAreRefused() throws Exception {
    Path other = Files.createDirectory(in.resolve("other")).resolve("A.EXE");
    Files.write(other, PROGRAM);
    refused("Two files are called A.EXE", original("a.exe", PROGRAM), other);
    refused("'VM64.dll'", original("VM64.dll", PROGRAM));
    refused("'evm-manifest.json'", original("evm-manifest.json", PROGRAM));
  }

  @Test
  void whatIsNoFileOrNothingAtAllIsRefused() {
    refused("is not a file", in);
    refused("is not a file", in.resolve("gone.exe"));
    refused("0 files were given");
  }

  @Test
  void theVirtualMachinesLibraryMustBeThereAndBeTheRightOne() throws Exception {
    Path exe = original("a.exe", Sample.of(X86).imports("KERNEL32.dll").bytes());
    refused("There is no vm32.dll", exe);

    Wrap wrong = new Wrap(Signature.REFUSE, Map.of(X86, SHIM), Seal.sum());
    assertThatExceptionOfType(WrapRefused.class)
        .isThrownBy(() -> wrong.files(List.of(exe), out))
        .withMessageContaining("vm32.dll is not the virtual machine's library");
  }

  private static Wrap wrap() {
    return new Wrap(Signature.REFUSE, Map.of(X86_64, SHIM), Seal.sum());
  }

  private void refused(String reason, Path... originals) {
    assertThatExceptionOfType(WrapRefused.class)
        .isThrownBy(() -> wrap().files(Arrays.asList(originals), out))
        .withMessageContaining(reason);
  }

  private Path original(String name, byte[] bytes) throws IOException {
    return Files.write(in.resolve(name), bytes);
  }

  private byte[] written(String name) throws IOException {
    return Files.readAllBytes(out.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
