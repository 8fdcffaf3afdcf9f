package org.idlewild.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.work.App;
import org.idlewild.work.AppPolicy;
import org.idlewild.work.AppVersion;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.PlanClass;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What manifests may ask of the virtual machine. */
class WindowsManifestsTest {
  @TempDir Path folder;

  private StoredFile program;
  private String platform = "windows-x86_64";
  private PlanClassRule planClass;
  private EvmRule evm;

  @BeforeEach
  void aWindowsProgram() {
    windows(false);
  }

  @Test
  void aWindowsProgramsFilesAreEncryptedAndItsSignatureStandsUnlessSaidOtherwise() {
    assertThat(check().evm()).isEqualTo(EvmPolicy.DEFAULT);

    evm = new EvmRule("none", true, List.of("app.exe"), null, 4, 20, 1L << 20);
    assertThat(check().evm())
        .isEqualTo(new EvmPolicy("none", true, List.of("app.exe"), List.of(), 4, 20, 1L << 20));
  }

  @Test
  void aSignedProgramIsRefusedUnlessItsSignatureMayGo() {
    windows(true);
    refused("app.exe is signed");

    evm = new EvmRule(null, true, null, null, null, null, null);
    assertThat(check().evm().stripSignature()).isTrue();
  }

  @Test
  void whoConnectsGetsHostsThatAllowIt() {
    evm = net("192.0.2.1:80");
    assertThat(check().planClass())
        .isEqualTo(new PlanClass("windows-net", 1, Set.of("windows-net"), 1));

    planClass = new PlanClassRule("mt", 2, List.of("avx2"), null);
    assertThat(check().planClass())
        .isEqualTo(new PlanClass("mt", 2, Set.of("avx2", "windows-net"), 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host:80",
        "10.0.0.1",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.256:80",
        "127.0.0.1:80",
        "0.0.0.0:80",
        "169.254.169.254:80",
        "224.0.0.1:80",
        "255.255.255.255:80",
        "::1:80",
        "10.0.0.1:80\nread C:\\"
      })
  void whatIsNobodysToGrantIsNotGranted(String address) {
    evm = net(address);
    refused("in net");
  }

  static Stream<Arguments> badEvmRules() {
    return Stream.of(
        arguments(new EvmRule("rot13", null, null, null, null, null, null), "cipher is one of"),
        arguments(new EvmRule(null, null, List.of("b.exe"), null, null, null, null), "jit names"),
        arguments(new EvmRule(null, null, null, null, 0, null, null), "processes"),
        arguments(new EvmRule(null, null, null, null, 65, null, null), "processes"),
        arguments(new EvmRule(null, null, null, null, null, 0, null), "threads"),
        arguments(new EvmRule(null, null, null, null, null, 1001, null), "threads"),
        arguments(new EvmRule(null, null, null, null, null, null, 1L), "ioBytesPerSecond"));
  }

  @ParameterizedTest
  @MethodSource("badEvmRules")
  void anEvmRuleOutsideItsBoundsIsRefused(EvmRule bad, String saying) {
    evm = bad;
    refused(saying);
  }

  @Test
  void theVirtualMachineIsForWindowsAlone() {
    platform = "linux-x86_64";
    program = stored("#!/bin/sh".getBytes(StandardCharsets.UTF_8));
    evm = new EvmRule("aes", null, null, null, null, null, null);
    refused("windows platforms alone");
  }

  private static EvmRule net(String address) {
    return new EvmRule(null, null, null, List.of(address), null, null, null);
  }

  private void windows(boolean signed) {
    byte[] head = new byte[512];
    ByteBuffer out = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'M', 'Z'}).putInt(0x3c, 64).putInt(64, 0x4550);
    out.putShort(68, (short) 0x8664).putInt(64 + 24 + 108, 16);
    out.putInt(64 + 24 + 112 + 4 * 8 + 4, signed ? 100 : 0);
    program = stored(head);
  }

  private AppVersion check() {
    Manifest manifest =
        new Manifest(
            1,
            platform,
            "app.exe",
            null,
            List.of(new ManifestFile("app.exe", null)),
            List.of(new OutputRule("stdout", 1000, null)),
            null,
            planClass,
            null,
            evm,
            null);
    App app = new App(1, "app", 1, "bitwise", Map.of(), "merge", Map.of(), AppPolicy.DEFAULT);
    return new Manifests(new FileStore(new FileSettings(folder, 1000)))
        .check(1, app, manifest, Map.of("app.exe", program));
  }

  private void refused(String saying) {
    assertThat(assertRefused(Reason.MALFORMED, this::check)).hasMessageContaining(saying);
  }

  private StoredFile stored(byte[] bytes) {
    StoredFile file = new StoredFile(TestGrid.sha256(bytes), bytes.length);
    try {
      Path path = folder.resolve(file.sha256().substring(0, 2)).resolve(file.sha256());
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return file;
  }
}
