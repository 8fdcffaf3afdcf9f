package org.idlewild.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** A headless Chromium with the console in it, used by what a reader sees and by the keyboard. */
final class ConsoleBrowser implements AutoCloseable {
  private final ChromeDriver driver;
  private final URI console;

  /**
   * Starts a browser that has never been used before.
   *
   * @param folder empty; takes the browser's profile and what it downloads
   */
  ConsoleBrowser(URI console, Path folder) {
    this.console = console;
    // Both programs come from the system's packages: nothing is to be looked for or downloaded.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getProperty("idlewild.test.chromedriver", "/usr/bin/chromedriver")))
            .build();
    driver = new ChromeDriver(service, options(folder));
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
    driver.get("about:blank");
    requests(); // those of the browser's own first page are of no interest
  }

  private static ChromeOptions options(Path folder) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("idlewild.test.chromium", "/usr/bin/chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        "--user-data-dir=" + folder.resolve("profile"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  /** Opens the console as somebody who has not logged in. */
  void openLoggedOut() {
    driver.get(console.toString());
    run("sessionStorage.clear()");
    driver.navigate().refresh();
    waitFor(By.id("token"));
  }

  /** Opens the console and logs in as a person would. */
  void logIn(String token) {
    openLoggedOut();
    type(token);
    waitFor(By.linkText("Batches"));
  }

  /** Types into the token field and presses Enter. */
  void type(String token) {
    WebElement field = waitFor(By.id("token"));
    field.clear();
    field.sendKeys(token, Keys.ENTER);
  }

  /** Goes to a view by its address, such as {@code #/hosts}, without loading the page again. */
  void go(String hash) {
    run(
        """
        const drawn = new Promise((end) => addEventListener('hashchange', () => setTimeout(end)));
        if (location.hash !== arguments[0]) {
          location.hash = arguments[0];
          await drawn;
        }
        """,
        hash);
  }

  WebElement waitFor(By what) {
    return waiting("expected to see " + what)
        .until(
            d ->
                d.findElements(what).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null));
  }

  /** Waits until the page shows the text anywhere. */
  void waitForText(String text) {
    waiting("expected to read: " + text).until(d -> text().contains(text));
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** Moves the focus by the Tab key alone until it is on what is looked for. */
  void tabTo(By what) {
    WebElement goal =
        waiting("expected to find " + what)
            .until(d -> d.findElements(what).stream().findFirst().orElse(null));
    for (int presses = 0; presses < 80; presses++) {
      if (driver.switchTo().activeElement().equals(goal)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("The Tab key does not lead to " + what);
  }

  void waitUntil(String what, BooleanSupplier holds) {
    waiting("expected: " + what).until(d -> holds.getAsBoolean());
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** All counts of the batch on view, read at one moment. */
  Map<String, Long> counts() {
    Object read =
        run(
            """
            return Object.fromEntries([...document.querySelectorAll('dd[data-count]')].map(
                (dd) => [dd.dataset.count, Number(dd.textContent.replaceAll(',', ''))]));
            """);
    Map<String, Long> counts = new TreeMap<>();
    ((Map<?, ?>) read)
        .forEach((name, count) -> counts.put((String) name, ((Number) count).longValue()));
    return counts;
  }

  /** How many rows the table on view has. */
  long rows() {
    return (Long) run("return document.querySelectorAll('tbody tr').length");
  }

  /** Runs a script in the page; what it awaits is awaited. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(
        "return (async (...arguments) => {" + script + "})(...arguments)", arguments);
  }

  /** Gives the page a screen so wide in CSS pixels, narrower than any window can be. */
  void screen(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the reader's system says it prefers: {@code dark} or {@code light}. */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  String address() {
    return driver.getCurrentUrl();
  }

  boolean hasCookies() {
    return !driver.manage().getCookies().isEmpty();
  }

  /** The errors that the browser noted since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that the browser asked for since the last call. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = json(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        addresses.add(message.at("/params/request/url").asText());
      }
    }
    return addresses;
  }

  private static JsonNode json(String text) {
    try {
      return ConsoleGrid.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private FluentWait<ChromeDriver> waiting(String message) {
    return new FluentWait<>(driver)
        .withTimeout(Duration.ofSeconds(20))
        .pollingEvery(Duration.ofMillis(100))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> message + "; the page reads: " + text());
  }

  @Override
  public void close() {
    driver.quit();
  }
}
