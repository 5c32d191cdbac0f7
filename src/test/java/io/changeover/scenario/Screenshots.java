package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.JudgeLook;
import io.changeover.application.Plans;
import io.changeover.application.TriggerFailover;
import io.changeover.application.WatchPlans;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/** Takes the pictures of the documentation, of every page in the middle of a move; run by scripts/screenshots, not with the tests. */
class Screenshots extends InBrowser {
    private static final Path FOLDER = Path.of("docs", "images");
    private static final String REASON = "cooling works in hall 2 of fra, CHG-20431";

    @Autowired
    private Plans plans;

    @Autowired
    private PlanStore store;

    @Autowired
    private WatchStore watched;

    @Autowired
    private JudgeLook judge;

    @Autowired
    private TriggerFailover trigger;

    @Autowired
    private WatchPlans.Eyes eyes;

    @Test
    void take() throws IOException {
        Files.createDirectories(FOLDER);
        PlanId plan = server.plan("shop");
        server.move("switchover", plan);
        server.move("failback", plan);
        look(plan);
        Run run = server.start(SimulatedServer.OLGA, "switchover", plan, Map.of("reason", REASON));
        approval(run);
        overviewAndRun(run);
        look(plan);
        pages();
        decision(run);
        report(run);
        assertThat(browser.complaints())
                .filteredOn(one -> !one.contains("beforeunload"))
                .isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    /** One look of the watch, which rests in these tests. */
    private void look(PlanId plan) {
        Instant begun = Instant.now();
        WatchPlans watch =
                new WatchPlans(plans, store, watched, judge, trigger, eyes, "screenshots", Clock.systemUTC());
        server.await("a look", () -> {
            watch.tick();
            return watched.now(plan).filter(now -> now.at().isAfter(begun)).isPresent();
        });
    }

    /** The other pages, in the middle of the move. */
    private void pages() throws IOException {
        page("/plans/shop", "shop", "plan");
        page("/approvals", "Approvals", "approvals");
        page("/alarms", "Alarms", "alarms");
        page("/audit", "Audit", "audit");
        page("/reports", "Reports", "reports");
        page("/runbooks", "Runbooks", "runbooks");
        browser.open("/runbooks/switchover");
        browser.see(By.cssSelector(".djs-container [data-element-id]"));
        save("editor");
        browser.dark(true);
        browser.size(390, 844);
        page("/", "shop", "overview-phone");
        browser.dark(false);
        browser.size(1280, 1000);
    }

    private void page(String path, String words, String name) throws IOException {
        browser.open(path);
        browser.read(words);
        save(name);
    }

    private void approval(Run run) throws IOException {
        String task = server.question(run.id()).task();
        Tasklist tasklist = new Tasklist(browser);
        openAs("anton", Tasklist.PATH);
        browser.size(1280, 1420);
        tasklist.openTask(task);
        tasklist.claim();
        tasklist.choose("Approve");
        save("tasklist-approval");
        logOut();
    }

    private void overviewAndRun(Run run) throws IOException {
        browser.size(1280, 1000);
        openAs("olga", "/");
        browser.read("May plan shop move");
        save("overview");
        server.sites.delay(Duration.ofMillis(1_200));
        server.sites.faults().refuse("START shop-1@ams", "unit shop: wanted running, found failed (exit code 3)");
        browser.open("/runs/" + run.id());
        server.approve(run.id());
        browser.read(By.cssSelector(".at-open .name"), "Promote datasets");
        browser.read(By.cssSelector(".at-open .operations"), "running");
        save("run");
    }

    private void decision(Run run) throws IOException {
        Tasklist tasklist = new Tasklist(browser);
        browser.size(1280, 960);
        tasklist.openTask(server.question(run.id()).task());
        tasklist.claim();
        tasklist.choose("Retry what failed");
        save("tasklist-decision");
        server.sites.delay(Duration.ZERO);
        server.sites.faults().clear();
        tasklist.complete();
        server.ended(run.id());
    }

    private void report(Run run) throws IOException {
        browser.size(1280, 1250);
        browser.open("/runs/" + run.id() + "/report");
        browser.read("Timeline");
        save("report");
    }

    private void logOut() {
        browser.open("/");
        browser.click(By.xpath("//button[.='Log out']"));
        browser.read("You are logged out.");
    }

    private void save(String name) throws IOException {
        Files.write(FOLDER.resolve(name + ".png"), browser.picture());
    }
}
