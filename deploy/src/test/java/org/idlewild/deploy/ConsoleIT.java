package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What the console shows, and what it never does, in a real browser against a running server. */
class ConsoleIT extends ConsoleInBrowser {
  @Test
  void aWrongTokenIsAnsweredByASpokenMessage() {
    browser.openLoggedOut();
    browser.type("not-the-token");
    browser.waitForText("The server does not know this token.");
    assertThat(browser.waitFor(By.id("token-message")).getDomAttribute("aria-live")).isNotNull();
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("token");
    assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
    assertThat(browser.errors()).allMatch(error -> error.contains("status of 401"));
  }

  @Test
  void theTokenIsKeptForTheTabAloneAndForgottenAtLogOut() {
    browser.logIn(grid.token());
    assertThat(browser.address()).doesNotContain(grid.token());
    assertThat(browser.run("return localStorage.length")).isEqualTo(0L);
    assertThat(browser.hasCookies()).isFalse();
    browser.run("location.reload()");
    browser.waitFor(By.linkText("Batches"));
    browser.waitFor(By.xpath("//button[.='Log out']")).click();
    browser.waitFor(By.id("token"));
    assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
  }

  @Test
  void progressMovesWithoutAReloadAndItsCountsAlwaysSumToTheTotal() throws Exception {
    long batch = grid.batch(app, "moving", 4);
    browser.logIn(grid.token());
    browser.go("#/batches/" + batch);
    browser.waitFor(By.cssSelector(".live"));
    browser.run("window.neverReloaded = true");
    String name = "desk-" + UUID.randomUUID();

    new ConsoleHost(grid, name).workUntil(() -> soundCounts().get("done") == 4);
    browser.waitForText("Complete");
    assertThat(browser.run("return window.neverReloaded")).isEqualTo(true);
    showsResultsOf(name);
    downloads(batch, "1 1\n2 2\n3 3\n4 4\n");
    showsHost(name);
  }

  private void showsResultsOf(String host) {
    browser.waitFor(By.xpath("//tr[td[contains(., '" + host + "')] and td[contains(., 'Valid')]]"));
    browser.waitFor(By.xpath("//option[.='Unsent']")).click();
    browser.waitForText("No results here.");
  }

  @Test
  void resultsArePagedForwardsAndBackwards() {
    long batch = grid.batch(app, "paged", 60);
    browser.logIn(grid.token());
    browser.go("#/batches/" + batch);
    browser.waitFor(By.xpath("//button[.='Next page' and not(@disabled)]")).click();
    browser.waitUntil("the 10 results after the first 50", () -> browser.rows() == 10);
    browser.waitFor(By.xpath("//button[.='Previous page']")).click();
    browser.waitUntil("the first 50 results again", () -> browser.rows() == 50);
    grid.cancel(batch);
    browser.waitForText("0 of 60 done, 60 cancelled");
  }

  @Test
  void aBatchIsPausedAndResumedByAButton() {
    long batch = grid.batch(app, "resting", 3);
    browser.logIn(grid.token());
    browser.go("#/batches/" + batch);
    browser.waitFor(By.xpath("//button[.='Pause batch']")).click();
    browser.waitForText("0 of 3 done, 3 held");
    browser.waitFor(By.xpath("//span[contains(@class, 'badge') and .='Paused']"));
    browser.waitFor(By.xpath("//button[.='Resume batch']")).click();
    browser.waitForText("0 of 3 done, 3 unsent");
    grid.cancel(batch);
    browser.waitForText("0 of 3 done, 3 cancelled");
  }

  private void downloads(long batch, String content) {
    browser.waitFor(By.xpath("//button[.='Download output']")).click();
    Path file = folder.resolve("batch-" + batch + ".out");
    browser.waitUntil("the output is downloaded", () -> Files.exists(file));
    assertThat(file).hasContent(content);
  }

  private void showsHost(String name) {
    browser.go("#/hosts");
    browser.waitFor(
        By.xpath("//tr[th[contains(., '" + name + "')] and td[contains(., 'Unsandboxed')]]"));
  }

  @Test
  void aBatchSubmittedMeanwhileAppearsInTheListByItself() {
    browser.logIn(grid.token());
    browser.waitFor(By.xpath("//h1[.='Batches']"));
    String name = "newcomer-" + UUID.randomUUID();
    long batch = grid.batch(app, name, 3);
    browser.waitFor(By.linkText(name));
    grid.cancel(batch);
    browser.waitFor(By.xpath("//tr[contains(., '" + name + "') and contains(., '3 cancelled')]"));
  }

  @Test
  void aNameThatIsMarkupIsShownAsTextAndDoesNothing() {
    String name = "<script>harm=1</script><img src=x onerror='harm=1'>" + UUID.randomUUID();
    long batch = grid.batch(app, name, 1);
    grid.cancel(batch);
    browser.logIn(grid.token());
    browser.waitForText(name);
    browser.go("#/batches/" + batch);
    browser.waitFor(By.cssSelector(".counts"));
    assertThat(browser.waitFor(By.tagName("h1")).getText()).isEqualTo(name);
    assertThat(browser.run("return window.harm === undefined")).isEqualTo(true);
    assertThat(browser.run("return document.querySelectorAll('main img, main script').length"))
        .isEqualTo(0L);
  }

  @Test
  void resultsAreCountedThreeWaysWithOneTotal() {
    grid.cancel(grid.batch(app, "counted", 2));
    browser.logIn(grid.token());
    browser.go("#/results");
    browser.waitFor(By.cssSelector("[data-total]"));
    Object seen =
        browser.run(
            """
            const totals = [...document.querySelectorAll('[data-total]')].map((t) => t.innerText);
            return `${totals.length} tables, ${new Set(totals).size} total`;
            """);
    assertThat(seen).isEqualTo("3 tables, 1 total");
  }

  @Test
  void onlyAnOperatorIsShownTheDaemons() {
    browser.logIn(grid.token());
    browser.waitFor(By.linkText("Daemons")).click();
    browser.waitFor(By.xpath("//th[.='Failures']"));
    browser.waitFor(By.xpath("//dt[.='Results ready to send']"));
    browser.logIn(grid.user("reader-" + UUID.randomUUID(), "RESEARCHER"));
    browser.waitForText("No batches yet.");
    assertThat(browser.text()).doesNotContain("Daemons");
  }

  @Test
  void aDaemonIsPausedRunByHandAndResumed() {
    browser.logIn(grid.token());
    browser.go("#/daemons");
    browser.waitFor(By.cssSelector("[aria-label='Pause: Assimilator']")).click();
    browser.waitFor(By.xpath("//tr[contains(., 'Assimilator')]//span[.='Paused']"));
    browser.waitForText("by operator");
    browser.waitFor(By.cssSelector("[aria-label='Run once: Assimilator']:enabled")).click();
    browser.waitUntil(
        "the run is announced",
        () ->
            ((String) browser.run("return document.querySelector('.unseen').textContent"))
                .startsWith("Assimilator ran and handled"));
    browser.waitFor(By.cssSelector("[aria-label='Resume: Assimilator']:enabled")).click();
    browser.waitFor(By.cssSelector("[aria-label='Pause: Assimilator']"));
  }

  @Test
  void anUnknownBatchIsExplainedInASentence() {
    browser.logIn(grid.token());
    browser.go("#/batches/999999999");
    assertThat(browser.waitFor(By.cssSelector("[role=alert]")).getText()).isNotBlank();
    assertThat(browser.errors()).allMatch(error -> error.contains("status of 404"));
  }

  @Test
  void thePageForbidsScriptsFromElsewhere() {
    browser.logIn(grid.token());
    Object policy =
        browser.run("return fetch('.').then((r) => r.headers.get('Content-Security-Policy'))");
    assertThat((String) policy).contains("default-src 'self'").doesNotContain("unsafe");
  }
}
