package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootTest {
  private static final Root ROOT = new Root(Path.of("/task/root"));

  @Test
  void drivesAreFoldersBelowIt() {
    assertThat(ROOT.locate("c:\\work\\a b.txt")).contains(Path.of("/task/root/C/work/a b.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "work\\a",
        "C:a",
        "C:\\..\\a",
        "C:\\work\\..\\..\\..\\etc",
        "C:\\work/../a",
        "C:\\a:b",
        "C:\\\\a",
        "\\\\server\\a",
        "/etc/passwd",
        "C:\\work\\.\\a",
        "C:\\",
        ""
      })
  void whatLeadsElsewhereIsNowhere(String path) {
    assertThat(ROOT.locate(path)).isEmpty();
  }
}
