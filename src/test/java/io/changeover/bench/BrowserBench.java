package io.changeover.bench;

import io.changeover.domain.run.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** How late the page of a run shows what has happened, and what it costs the browser. */
final class BrowserBench {
    private static final int MEMBERS = 500;
    private static final int AT_ONCE = 50;
    private static final Duration EACH = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Notes, every 20 ms, which steps show how many operations done. */
    private static final String NOTE = """
            window.noted = [];
            let last = '';
            setInterval(function () {
                const now = Array.from(document.querySelectorAll('[id^=step-]'), one => one.id.slice(5) + ':' + one.dataset.done).join(' ');
                if (now !== last) { last = now; window.noted.push(Date.now() + ' ' + now); }
            }, 20);
            """;

    private static final String LOADED =
            "return performance.getEntriesByType('navigation')[0].loadEventEnd - performance.getEntriesByType('navigation')[0].startTime";
    private static final String DRAWN = """
            const done = arguments[arguments.length - 1];
            const look = setInterval(function () {
                if (document.querySelector('.paper .djs-shape')) { clearInterval(look); done(performance.now()); }
            }, 5);
            """;

    private final BenchServer server;
    private final ChromeDriver browser;

    private BrowserBench(BenchServer server, ChromeDriver browser) {
        this.server = server;
        this.browser = browser;
    }

    static List<Figure> figures() {
        try (Folder profile = Folder.create();
                BenchServer server = BenchServer.onH2()) {
            ChromeDriver browser = browser(profile);
            try {
                return new BrowserBench(server, browser).measure();
            } finally {
                browser.quit();
            }
        }
    }

    private static ChromeDriver browser(Folder profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(new File("/usr/bin/chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--window-size=1280,1000",
                "--user-data-dir=" + profile.path());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private List<Figure> measure() {
        server.apply("watched", BenchPlans.yaml("watched", 1, MEMBERS, AT_ONCE));
        server.sites.begin(Duration.ZERO);
        server.run(BenchRunbooks.PHASES, "watched");
        logIn();
        server.sites.begin(EACH);
        Run run = server.start(BenchRunbooks.PHASES, "watched");
        browser.get("http://127.0.0.1:" + server.port() + "/runs/" + run.id());
        browser.executeScript(NOTE);
        double before = Machine.processorMillis();
        long began = System.nanoTime();
        Run ended = server.ended(run);
        double used = (Machine.processorMillis() - before) / ((System.nanoTime() - began) / 1e6) * 100;
        new WebDriverWait(browser, DEADLINE)
                .until(ExpectedConditions.textToBePresentInElementLocated(By.id("head"), "Completed"));
        List<Double> delays = delays(ended);
        double memory = memory();
        List<Double> loads = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            browser.navigate().refresh();
            drawn.add(((Number) browser.executeAsyncScript(DRAWN)).doubleValue());
            loads.add(((Number) browser.executeScript(LOADED)).doubleValue());
        }
        return List.of(
                new Figure(
                        "run page, what has happened to what is shown, p95",
                        Numbers.percentile(delays, 95),
                        1_000,
                        "ms",
                        "%d members × 3 × %d s, %d at once; median %.0f, worst %.0f of %d operations; server %.0f %% of a core"
                                .formatted(
                                        MEMBERS,
                                        EACH.toSeconds(),
                                        AT_ONCE,
                                        Numbers.median(delays),
                                        Numbers.max(delays),
                                        delays.size(),
                                        used)),
                new Figure(
                        "run page, memory of the browser's page process",
                        memory,
                        150,
                        "MB",
                        "after the whole run; proportional set size of the renderer"),
                new Figure(
                        "run page, load",
                        Numbers.median(loads),
                        1_000,
                        "ms",
                        "%d operations, median of %d, worst %.0f; the diagram is drawn after %.0f"
                                .formatted(3 * MEMBERS, loads.size(), Numbers.max(loads), Numbers.median(drawn))));
    }

    private void logIn() {
        browser.get("http://127.0.0.1:" + server.port() + "/");
        browser.findElement(By.name("username")).sendKeys("olga");
        browser.findElement(By.name("password")).sendKeys("olga");
        browser.findElement(By.cssSelector("form button")).click();
        new WebDriverWait(browser, DEADLINE)
                .until(ExpectedConditions.invisibilityOfElementLocated(By.name("password")));
    }

    /** For each operation that ended while the page was there: from then to the moment in which the page counts it. */
    private List<Double> delays(Run run) {
        List<Double> delays = new ArrayList<>();
        List<?> noted = (List<?>) browser.executeScript("return window.noted");
        long first = Long.parseLong(String.valueOf(noted.get(0)).split(" ")[0]);
        for (Map.Entry<Integer, List<Instant>> step : server.ends(run).entrySet()) {
            int counted = 0;
            for (Object line : noted) {
                String[] words = String.valueOf(line).split(" ");
                long at = Long.parseLong(words[0]);
                int shown = shown(words, step.getKey());
                for (; counted < shown; counted++) {
                    long ended = step.getValue().get(counted).toEpochMilli();
                    if (ended >= first) {
                        delays.add((double) at - ended);
                    }
                }
            }
            if (counted < step.getValue().size()) {
                throw new IllegalStateException("wanted step %d shown with %d operations done, found %d"
                        .formatted(step.getKey(), step.getValue().size(), counted));
            }
        }
        return delays;
    }

    private static int shown(String[] words, int step) {
        for (String word : words) {
            if (word.startsWith(step + ":")) {
                return Integer.parseInt(word.substring(word.indexOf(':') + 1));
            }
        }
        return 0;
    }

    /** Of the largest of the processes that show pages, in megabytes. */
    private static double memory() {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> commandLine(one).contains("--type=renderer"))
                .mapToDouble(one -> Machine.number("/proc/%d/smaps_rollup".formatted(one.pid()), "Pss:") * 1024 / 1e6)
                .max()
                .orElseThrow(() -> new IllegalStateException("wanted a process that shows the page, found none"));
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
