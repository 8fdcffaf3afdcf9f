package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server, a fresh browser and what must hold after every test: no errors, and no word to anybody
 * else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleInBrowser {
  final String app = "console-" + UUID.randomUUID();
  ConsoleGrid grid;
  ConsoleBrowser browser;
  Path folder;

  @BeforeAll
  void startBrowser(@TempDir Path freshFolder) throws IOException {
    folder = freshFolder;
    grid = ConsoleGrid.underTest();
    grid.app(app);
    browser = new ConsoleBrowser(grid.server(), folder);
  }

  @AfterAll
  void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrongAndNothingLeftTheServer() {
    browser.screen(1280);
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(address -> address.startsWith("" + grid.server()) || isBlob(address))
        .noneMatch(address -> address.contains(grid.token()));
  }

  /** A download that the page hands to the browser. */
  private boolean isBlob(String address) {
    return address.startsWith("blob:" + grid.server());
  }

  /** The counts of the batch on view, which always sum to its total. */
  Map<String, Long> soundCounts() {
    Map<String, Long> counts = browser.counts();
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    assertThat(sum).isEqualTo(2 * counts.get("total"));
    return counts;
  }
}
