package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunOutcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

class DashboardBrowserTest extends InBrowser {
    private static final By LIVE = By.id("live");
    private static final By PRINTED = By.id("printed");
    private static final By HEAD = By.id("head");

    @AfterEach
    void noPageComplainedOrAskedAnotherHost() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    @Test
    void theLoginSaysWhatIsWrongAndLeadsToThePageThatWasAskedFor() {
        browser.open("/");
        assertThat(browser.path()).isEqualTo("/login");
        browser.type(By.name("username"), "nobody");
        browser.type(By.name("password"), "wrong");
        browser.click(By.cssSelector("form button"));
        browser.read("Unknown user or wrong password.");

        browser.logIn("olga", password("olga"));
        browser.read("Plans");
        assertThat(browser.path()).isEqualTo("/");

        browser.click(By.linkText("Tasklist"));
        browser.read("All tasks");
        browser.click(By.linkText("Dashboard"));
        browser.read("Plans");
    }

    @Test
    void whoOpenedTasklistComesToTasklist() {
        openAs("anton", Tasklist.PATH);
        browser.read("All tasks");
        assertThat(browser.path()).isEqualTo(Tasklist.PATH);
    }

    @Test
    void aRunIsStartedOnThePageOfItsPlanAndTheOverviewFollowsIt() {
        PlanId plan = server.plan("dashboard-start");
        openAs("olga", "/");
        browser.click(By.linkText("dashboard-start"));
        browser.click(By.xpath("//details[@class='start' and contains(., 'Switchover fra')]/summary"));
        browser.type(By.xpath("//details[@open]//input[@name='reason']"), "from the dashboard");
        browser.click(By.xpath("//details[@open]//button[contains(., 'Start: Switchover')]"));
        browser.read("switchover of dashboard-start has started.");
        assertThat(browser.path()).isEqualTo("/runs/dashboard-start-1");
        browser.click(By.linkText("Overview"));
        Run run = server.runs
                .find(server.plans.find(plan).orElseThrow().holder().orElseThrow())
                .orElseThrow();
        browser.read(LIVE, "May plan dashboard-start move from fra to ams?");

        browser.run("window.neverLeft = true");
        server.approve(run.id());
        server.ended(run.id());

        browser.read(By.xpath("//tr[contains(., '%s')]".formatted(run.id())), "completed");
        assertThat(browser.run("return window.neverLeft")).isEqualTo(true);
        assertThat(run.reason()).isEqualTo("from the dashboard");
    }

    @Test
    void aDecisionIsMadeInPlaceAndThePageFollowsTheRunToItsEnd() {
        PlanId plan = server.plan("dashboard-decide");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("anton", "/runs/" + run.id());
        browser.read(HEAD, "Waits for a person");
        browser.read("lag: ledger 0 bytes, 0 ms");

        browser.click(By.xpath("//button[normalize-space()='Approve']"));

        browser.read("Your decision is recorded.");
        browser.read(HEAD, "Completed: every step reached its state");
        browser.read("approve by anton");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);

        browser.click(By.linkText("page"));
        browser.read("Switchover of dashboard-decide from fra to ams completed");
    }

    @Test
    void aPageThatIsOnlyLookedAtFollowsTheRun() {
        PlanId plan = server.plan("dashboard-watch");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("olga", "/runs/" + run.id());
        browser.read("Not for you: 'olga' may not decide this: that needs the group approvers");
        browser.run("window.neverLeft = true");

        server.approve(run.id());

        browser.read(HEAD, "Completed: every step reached its state");
        browser.gone(By.id("decide"));
        assertThat(browser.run("return window.neverLeft")).isEqualTo(true);
    }

    @Test
    void whatHangsIsCancelledOnThePageAndAVerbThatMayNotBeUsedSaysWhy() {
        PlanId plan = server.plan("dashboard-cancel");
        server.apply(plan, SimulatedServer.yaml("dashboard-cancel").replace("operation: 2s", "operation: 60s"));
        server.sites.faults().swallow("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        openAs("olga", "/runs/" + run.id());
        browser.read(LIVE, "STOP ledger@fra takes long (40 %)");
        browser.read("run %s is not paused".formatted(run.id()));

        browser.click(By.xpath("//summary[contains(., 'Cancel step')]"));
        browser.type(By.xpath("//details[@open]//input[@name='reason']"), "the ledger hangs");
        browser.click(By.xpath("//details[@open]//button[contains(., 'Cancel step')]"));

        browser.read("is being ended.");
        browser.read("1 of 1 operations failed. What now?");
        browser.read("cancelled by olga: the ledger hangs");
        server.control.pause(run.id(), "olga", "a look");
        browser.read("Not now: run %s is paused; resume it first.".formatted(run.id()));
        server.control.resume(run.id(), "olga", "looked");
        server.sites.faults().clear();
        browser.click(By.xpath("//button[contains(., 'Retry what failed') and not(@disabled)]"));
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
    }

    @Test
    void theDiagramShowsTheTokenInTheCalledBlockAndWhatCallsIt() {
        PlanId plan = server.plan("dashboard-diagram");
        server.sites.faults().refuse("START shop-1@ams", "unit shop: wanted running, found failed");
        Run run = server.approved("switchover", plan);
        server.failure(run.id());
        openAs("olga", "/runs/" + run.id());
        browser.see(marked("Task_StartInstances", "deciding"));
        browser.see(By.cssSelector(".board:not([hidden]) .token.mark-deciding"));
        browser.click(By.xpath("//button[@class='tab mark-deciding' and .='Switchover']"));
        browser.see(marked("CallActivity_MoveService", "deciding"));
        browser.see(marked("Task_CheckReadiness", "done"));
        browser.see(By.cssSelector("[data-element-id='Flow_SwitchoverRequestedToCheckReadiness'].mark-passed"));
        browser.run("window.neverLeft = true");

        server.sites.faults().clear();
        server.decide(run.id(), "retry", "");
        server.ended(run.id());

        browser.see(marked("CallActivity_MoveService", "done"));
        assertThat(browser.run("return window.neverLeft")).isEqualTo(true);
        browser.open("/runs/" + run.id());
        browser.see(marked("CallActivity_MoveService", "done"));
        assertThat(browser.shows(By.cssSelector(".board:not([hidden]) .token"))).isFalse();
    }

    @Test
    void anOperationTellsWhatItHasReadAndPrinted() {
        PlanId plan = server.plan("dashboard-operation");
        Run run = server.move("switchover", plan);
        openAs("olga", "/runs/" + run.id());
        browser.read(By.id("outage"), "of 1 min");

        browser.click(By.xpath("//summary[contains(., 'Verify with real traffic')]"));
        browser.click(By.xpath("//details[@open]//button[.='www']"));

        browser.read(By.id("operation"), "asked up");
        browser.read(By.id("operation"), "answers up from ams");
    }

    @Test
    void whatAnOperationPrintsIsReadWhileItRuns() {
        PlanId plan = server.plan("dashboard-output");
        server.apply(plan, SimulatedServer.yaml("dashboard-output").replace("operation: 2s", "operation: 60s"));
        server.sites.faults().hold("STOP ledger@fra");
        Run run = server.approved("switchover", plan);
        openAs("olga", "/runs/" + run.id());
        browser.click(By.xpath("//details[@open]//button[.='ledger']"));
        browser.read(By.id("operation"), "printed nothing so far");
        browser.run("window.neverLeft = true");

        server.sites.faults().print("STOP ledger@fra", "1 of 3 closed\n");
        browser.read(PRINTED, "1 of 3 closed");
        server.sites.faults().print("STOP ledger@fra", "2 of 3 closed\n".repeat(60) + "3 of 3");
        browser.read(PRINTED, "3 of 3");
        assertThat(browser.text(PRINTED)).containsOnlyOnce("1 of 3 closed");
        assertThat(browser.run("const one = document.getElementById('printed');"
                        + "return one.scrollTop > 0 && one.scrollTop + one.clientHeight >= one.scrollHeight - 4"))
                .isEqualTo(true);
        browser.run("document.getElementById('printed').scrollTop = 20");
        server.sites.faults().print("STOP ledger@fra", " closed\n");
        browser.read(PRINTED, "3 of 3 closed");
        assertThat(browser.run("return document.getElementById('printed').scrollTop"))
                .isEqualTo(20L);
        assertThat(browser.run("return window.neverLeft")).isEqualTo(true);

        server.sites.faults().release("STOP ledger@fra");
        assertThat(server.ended(run.id()).outcome()).contains(RunOutcome.COMPLETED);
        browser.read(By.id("operation"), "done");
        assertThat(browser.text(PRINTED)).containsOnlyOnce("1 of 3 closed").endsWith("3 of 3 closed");
    }

    @Test
    void theEndIsExpectedAndWhatIsToComeIsNamedFromTheRunBefore() {
        PlanId plan = server.plan("dashboard-outlook");
        server.move("switchover", plan);
        server.move("failback", plan);
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("olga", "/runs/" + run.id());

        browser.read(By.id("expected"), "after the answer");
        browser.read(By.id("expected"), "as the last run");
        browser.read(By.cssSelector(".at-next"), "to come");
        server.approve(run.id());
        server.ended(run.id());
        browser.gone(By.id("expected"));
    }

    private static By marked(String element, String state) {
        return By.cssSelector(".board:not([hidden]) [data-element-id='%s'].mark-%s".formatted(element, state));
    }

    @Test
    void aFormWithoutItsTokenDecidesNothing() {
        PlanId plan = server.plan("dashboard-token");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("anton", "/runs/" + run.id());
        browser.run("document.querySelectorAll('[name=_csrf]').forEach(field => field.remove())");

        browser.click(By.xpath("//button[normalize-space()='Approve']"));

        browser.read("403");
        assertThat(browser.complaints()).singleElement().asString().contains("403");
        assertThat(server.question(run.id()).decidedAt()).isEmpty();
        server.approve(run.id());
        server.ended(run.id());
    }

    @Test
    void theRequesterReadsWhyTheyMayNotDecide() {
        PlanId plan = server.plan("dashboard-own");
        Run run = server.start(ADA, "switchover", plan, Map.of());
        server.question(run.id());
        openAs("ada", "/runs/" + run.id());
        browser.read("'ada' asked for run %s and may not approve or decline it".formatted(run.id()));
        assertThat(browser.shows(By.xpath("//button[normalize-space()='Approve']")))
                .isFalse();
        server.approve(run.id());
        server.ended(run.id());
    }

    @Test
    void cockpitShowsAnOperatorWhereARunStands() {
        PlanId plan = server.plan("dashboard-cockpit");
        Run run = server.start("switchover", plan);
        server.question(run.id());
        openAs("olga", "/runs/" + run.id());

        browser.click(By.linkText("where it stands, in Cockpit"));

        browser.read(run.id().value());
        browser.read(By.cssSelector("[data-container-id='Task_ApproveSwitchover'] .instance-count"), "1");
        browser.click(By.linkText("Changeover"));
        browser.read("dashboard-cockpit");
        server.approve(run.id());
        server.ended(run.id());
    }

    @Test
    void loggingOutAnywhereLogsOutEverywhere() {
        openAs("olga", "/");
        browser.click(By.xpath("//button[.='Log out']"));
        browser.read("You are logged out.");
        openAs("olga", Tasklist.PATH);
        browser.read("All tasks");

        browser.click(By.cssSelector(".account a.dropdown-toggle"));
        browser.click(By.cssSelector("a[ng-click='logout()']"));

        browser.see(By.name("password"));
        browser.open("/");
        assertThat(browser.path()).isEqualTo("/login");
    }
}
