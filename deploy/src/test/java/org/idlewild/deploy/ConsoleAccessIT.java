package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The console for readers without a mouse, with a small screen, or in the dark. */
class ConsoleAccessIT extends ConsoleInBrowser {
  @Test
  void theKeyboardAloneLogsInAndCancelsABatch() {
    String name = "unwanted-" + UUID.randomUUID();
    grid.batch(app, name, 2);
    browser.openLoggedOut();
    browser.tabTo(By.id("token"));
    browser.press(grid.token());
    browser.press(Keys.ENTER);
    browser.tabTo(By.linkText(name));
    browser.press(Keys.ENTER);
    browser.tabTo(By.xpath("//button[contains(., 'Cancel batch')]"));
    browser.press(Keys.ENTER);
    browser.tabTo(By.xpath("//button[.='Cancel the batch']"));
    browser.press(Keys.ENTER);
    browser.waitForText("0 of 2 done, 2 cancelled");
    assertThat(soundCounts()).containsEntry("cancelled", 2L);
  }

  @Test
  void theKeyboardAlonePausesADaemonAndLetsItGoOn() {
    browser.logIn(grid.token());
    browser.go("#/daemons");
    browser.tabTo(By.cssSelector("[aria-label='Pause: File deleter']"));
    browser.press(Keys.ENTER);
    browser.tabTo(By.cssSelector("[aria-label='Resume: File deleter']"));
    browser.press(Keys.ENTER);
    browser.waitFor(By.cssSelector("[aria-label='Pause: File deleter']"));
  }

  @Test
  void theSkipLinkIsTheFirstStopAndLeadsToTheContent() {
    browser.logIn(grid.token());
    browser.run("document.activeElement.blur(); document.body.focus()");
    browser.tabTo(By.cssSelector(".skip"));
    browser.press(Keys.ENTER);
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
    assertThat(browser.address()).endsWith("#/batches");
  }

  @Test
  void noViewScrollsSidewaysOnASmallScreen() {
    String name = "long-" + "x".repeat(100);
    long batch = grid.batch(app, name, 2);
    grid.cancel(batch);
    browser.logIn(grid.token());
    browser.screen(320);
    for (String view : List.of("batches", "batches/" + batch, "hosts", "results", "daemons")) {
      browser.go("#/" + view);
      browser.waitFor(By.tagName("h1"));
      browser.waitUntil("loaded", () -> !browser.text().contains("Loading"));
      assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
          .as(view)
          .isLessThanOrEqualTo(320);
    }
  }

  @Test
  void theReadersColourSchemeIsFollowed() {
    browser.logIn(grid.token());
    browser.prefer("light");
    Object light = browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.prefer("dark");
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
  }
}
