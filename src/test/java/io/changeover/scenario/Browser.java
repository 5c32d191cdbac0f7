package io.changeover.scenario;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser in front of the server; it waits for what it is asked for, and remembers what pages complained of. */
final class Browser implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final String root;

    Browser(int port, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
        this.root = "http://localhost:" + port;
        size(1280, 900);
    }

    private WebDriverWait waiting() {
        WebDriverWait wait = new WebDriverWait(driver, DEADLINE, Duration.ofMillis(50));
        wait.ignoreAll(List.of(StaleElementReferenceException.class, ElementClickInterceptedException.class));
        return wait;
    }

    private static File program(String name) {
        File program = new File("/usr/bin", name);
        if (!program.canExecute()) {
            throw new IllegalStateException("the browser tests need %s; scripts/test installs it".formatted(program));
        }
        return program;
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    void open(String path) {
        driver.get(root + path);
    }

    /** A page of its own with nothing on it. */
    void openBlank() {
        driver.get("data:text/html,<title>blank</title>");
    }

    /** The path that the browser shows, without its fragment. */
    String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    /** Fills in the login form that is shown. */
    void logIn(String user, String password) {
        type(By.name("username"), user);
        type(By.name("password"), password);
        click(By.cssSelector("form button"));
        waiting()
                .withMessage("the page behind the login of " + user)
                .until(ExpectedConditions.invisibilityOfElementLocated(By.name("password")));
    }

    WebElement see(By what) {
        return waiting().until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    /** Waits for the words anywhere on the page. */
    void read(String words) {
        read(By.tagName("body"), words);
    }

    void read(By where, String words) {
        waiting()
                .withMessage(() -> "'%s' in: %s".formatted(words, text(where)))
                .until(ExpectedConditions.textToBePresentInElementLocated(where, words));
    }

    String text(By where) {
        return waiting().until(browser -> browser.findElement(where).getText());
    }

    /** What a field holds. */
    String value(By field) {
        return see(field).getDomProperty("value");
    }

    void gone(By what) {
        waiting().until(ExpectedConditions.invisibilityOfElementLocated(what));
    }

    boolean shows(By what) {
        return driver.findElements(what).stream().anyMatch(WebElement::isDisplayed);
    }

    void click(By what) {
        waiting().until(browser -> {
            WebElement element = ExpectedConditions.elementToBeClickable(what).apply(browser);
            if (element != null) {
                // A bar at the foot of the window may lie over it otherwise.
                driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
                element.click();
            }
            return element;
        });
    }

    void type(By field, String words) {
        see(field).sendKeys(words);
    }

    /** Errors that pages have written to the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Addresses at other hosts that pages have asked for since the last call. */
    List<String> requestsElsewhere() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> requested(entry.getMessage()))
                .filter(url -> url.startsWith("http") || url.startsWith("ws"))
                .filter(url -> !url.startsWith(root))
                .toList();
    }

    private static String requested(String event) {
        Map<?, ?> message =
                (Map<?, ?>) new Json().<Map<?, ?>>toType(event, Map.class).get("message");
        if (!"Network.requestWillBeSent".equals(message.get("method"))) {
            return "";
        }
        Map<?, ?> parameters = (Map<?, ?>) message.get("params");
        return String.valueOf(((Map<?, ?>) parameters.get("request")).get("url"));
    }

    /** What is visible, as PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    String source() {
        return driver.getPageSource();
    }

    /** The upper left part of the page, of that size, as PNG. */
    byte[] picture(double width, double height) {
        Map<String, Object> part = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", part));
        return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What a script passes to the function that is its last argument. */
    Object answer(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(DEADLINE);
        return driver.executeAsyncScript(script, arguments);
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
