package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.AlarmCode;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages that show all that is known, in a real browser, and whether everybody can use them. */
class PagesBrowserTest extends InBrowser {
    private static final By LIVE = By.id("live");
    private static final By ACTIONS = By.id("actions");

    @Autowired
    private WatchStore watch;

    @AfterEach
    void noPageComplainedOrAskedAnotherHost() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    @Test
    void aPlanIsAPictureAndWhatMayNotBeDoneSaysWhy() {
        PlanId plan = server.plan("page-plan");
        seen(plan, 1_200);
        openAs("olga", "/plans/page-plan");

        browser.read(LIVE, "page-plan: Runs at fra, protected");
        browser.read(By.cssSelector(".picture"), "1.2 s of 5.0 s");
        browser.read(By.cssSelector(".picture"), "running");
        browser.read(ACTIONS, "Switchover fra → ams");
        browser.read(By.cssSelector(".not-now"), "plan page-plan says nothing of drills");
        assertThat(browser.shows(By.xpath("//details[contains(., 'Drill at ams')]//button")))
                .isFalse();

        seen(plan, 9_000);
        browser.read(By.cssSelector(".picture .flow.tone-bad"), "9.0 s of 5.0 s");
    }

    @Test
    void maintenanceIsBegunAndEndedOnThePageOfThePlanAndStandsInTheAudit() {
        PlanId plan = server.plan("page-maintenance");
        openAs("olga", "/plans/page-maintenance");
        browser.click(By.xpath("//summary[contains(., 'Begin maintenance')]"));
        browser.type(By.xpath("//details[@open]//input[@name='reason']"), "new disks");
        browser.click(By.xpath("//details[@open]//button[.='Begin maintenance']"));
        browser.read("The maintenance has begun.");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.SUSPENDED);

        browser.click(By.linkText("Audit"));
        browser.type(By.name("plan"), "page-maintenance");
        browser.click(By.xpath("//button[.='Show']"));
        browser.read(By.tagName("table"), "maintenance begun");
        assertThat(browser.text(By.tagName("table"))).contains("olga", "dashboard", "new disks");
        assertThat(browser.text(By.cssSelector("[aria-current='page']"))).isEqualTo("Audit");
    }

    @Test
    void whatMayNotBeDoneIsRefusedEvenIfItsFormIsSent() {
        PlanId plan = server.plan("page-forged");
        openAs("anton", "/plans/page-forged");
        browser.read(By.cssSelector(".in-the-way"), "that needs the group operators");
        assertThat(browser.text(By.cssSelector(".not-now")))
                .as("what is against every start is said once")
                .contains("plan page-forged says nothing of drills")
                .doesNotContain("that needs the group operators");
        browser.run("const form = document.querySelector('.who'); form.action = '/plans/page-forged/maintenance';"
                + "const reason = document.createElement('input'); reason.name = 'reason'; reason.value = 'forged';"
                + "form.append(reason); form.submit();");

        browser.read("'anton' may not do this: that needs the group operators");
        assertThat(server.status(plan).state()).isEqualTo(PlanState.ACTIVE);
        browser.open("/audit?plan=page-forged&people=true");
        browser.read(By.tagName("table"), "refused");
    }

    @Test
    void aQuestionIsAnsweredOnThePageOfApprovals() {
        PlanId plan = server.plan("page-approve");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("anton", "/approvals");
        browser.read(LIVE, "May plan page-approve move from fra to ams?");
        browser.read(LIVE, "lag: ledger 0 bytes, 0 ms");

        browser.click(By.xpath("//section[contains(., 'page-approve')]//button[normalize-space()='Approve']"));

        browser.read("Your decision is recorded.");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        browser.open("/approvals");
        assertThat(browser.text(LIVE)).doesNotContain("page-approve");
    }

    @Test
    void anAdministratorFreezesAllStartsAndEveryOverviewSaysSo() {
        server.plan("page-freeze");
        openAs("ada", "/");
        browser.click(By.cssSelector("#freeze summary"));
        browser.type(By.cssSelector("#freeze input[name='reason']"), "audit week");
        browser.click(By.cssSelector("#freeze button"));
        try {
            browser.read("No run may start now.");
            browser.read(LIVE, "No run may start. ada: audit week");
            browser.open("/alarms");
            browser.read(LIVE, "all starts frozen");
        } finally {
            browser.open("/");
            browser.click(By.cssSelector("#freeze summary"));
            browser.type(By.cssSelector("#freeze input[name='reason']"), "over");
            browser.click(By.cssSelector("#freeze button"));
            browser.read("Runs may start again.");
        }
    }

    @Test
    void versionsSayWhatTheyChangedInEffect() {
        PlanId plan = server.plan("page-version");
        server.apply(plan, SimulatedServer.yaml("page-version").replace("rpo: 5s, rto", "rpo: 9s, rto"));
        openAs("olga", "/plans/page-version");

        browser.click(By.linkText("version 2"));

        browser.read("look twice");
        browser.read("the objective rpo");
    }

    @Test
    void aPlansFileIsJudgedInTheBrowserBeforeItIsApplied() {
        PlanId plan = server.plan("page-file");
        openAs("olga", "/plans/page-file/file");
        browser.run("document.querySelector('textarea').value = document.querySelector('textarea').value"
                + ".replace('rto: 60s', 'rto: never')");
        browser.click(By.xpath("//button[.='Apply']"));
        browser.read("This is no plan yet.");
        browser.read("line 2");

        browser.run("document.querySelector('textarea').value = document.querySelector('textarea').value"
                + ".replace('rto: never', 'rto: 90s')");
        browser.click(By.xpath("//button[contains(., 'Check')]"));
        browser.read("look twice");
        assertThat(server.status(plan).version()).isEqualTo(1);
        browser.click(By.xpath("//button[.='Apply']"));

        browser.read("Version 2 of plan page-file is in force.");
        assertThat(server.status(plan).version()).isEqualTo(2);
    }

    @Test
    void everyPageCanBeUsedByEverybodyInLightAndDarkAndOnAPhone() throws IOException {
        PlanId plan = server.plan("page-axe");
        seen(plan, 9_000);
        Instant now = Instant.now();
        watch.raise(new Alarm(
                0, plan, AlarmCode.LAG_ABOVE_RPO, "ledger", "ledger is 9000 ms behind", now, Optional.empty()));
        Run run = server.start("switchover", plan);
        server.question(run.id());
        List<String> pages = List.of(
                "/",
                "/plans/page-axe",
                "/plans/page-axe/versions/1",
                "/runs/" + run.id(),
                "/approvals",
                "/alarms",
                "/audit",
                "/runbooks",
                "/runbooks/switchover",
                "/reports",
                "/plans/page-axe/file",
                "/none");
        String axe = axe();
        openAs("ada", "/");
        List<String> wrong = new ArrayList<>();
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.size(dark ? 390 : 1280, 900);
            for (String page : pages) {
                browser.open(page);
                wrong.addAll(violations(axe, page + (dark ? ", dark, phone" : ", light")));
            }
        }
        server.control.abort(run.id(), "olga", "looked at");
        server.ended(run.id());
        assertThat(wrong).isEmpty();
        // The editor of runbooks asks before it is left.
        assertThat(browser.complaints())
                .filteredOn(one -> !one.contains("beforeunload"))
                .hasSize(2)
                .allMatch(one -> one.contains("/none"));
    }

    private List<String> violations(String axe, String page) {
        browser.run(axe);
        Object found = browser.run("return axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
                + ".then(result => result.violations.flatMap(one => one.nodes.map(node =>"
                + " one.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))");
        return ((List<?>) found).stream().map(one -> page + ": " + one).toList();
    }

    private static String axe() throws IOException {
        try (InputStream script = PagesBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As if the watch had looked: all runs at fra, and the ledger is so far behind. */
    private void seen(PlanId plan, long millis) {
        Instant now = Instant.now();
        SiteId fra = new SiteId("fra");
        SiteId ams = new SiteId("ams");
        Lag lag = new Lag(OptionalLong.of(77), Optional.of(Duration.ofMillis(millis)));
        watch.write(new WatchStore.Now(
                plan,
                now,
                "test",
                List.of(
                        new Sight(What.LAG, "ledger", ams, now, Found.FOLLOWS, lag, "follows"),
                        Sight.of(What.ROLE, "ledger", fra, now, Found.PRIMARY, "takes writes"),
                        Sight.of(What.ROLE, "ledger", ams, now, Found.STANDBY, "follows"),
                        Sight.of(What.INSTANCE, "shop-1", fra, now, Found.RUNNING, "shop-1 is running"),
                        Sight.of(What.INSTANCE, "shop-1", ams, now, Found.STOPPED, "shop-1 is stopped")),
                Map.of()));
        watch.add(List.of(
                new WatchStore.Sample(
                        plan,
                        "ledger",
                        now.minusSeconds(900),
                        new Lag(OptionalLong.of(9), Optional.of(Duration.ofMillis(40)))),
                new WatchStore.Sample(plan, "ledger", now, lag)));
    }
}
