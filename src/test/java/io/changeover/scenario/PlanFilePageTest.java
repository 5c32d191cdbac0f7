package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.PlanId;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The page on which a plan file is written. */
class PlanFilePageTest extends InBrowser {
    private static final By FILE = By.id("yaml");
    private static final String SET = "arguments[0].value = arguments[1]";

    @Test
    void aFileIsJudgedComparedAndAppliedAndWhatWasTypedStays() {
        PlanId plan = server.plan("page-file");
        openAs("olga", "/plan-file?plan=page-file");
        String newest = SimulatedServer.yaml("page-file");
        assertThat(browser.value(FILE)).isEqualTo(newest);

        String looser = newest.replace("rpo: 5s, rto: 60s", "rpo: 50s, rto: 60s");
        write(newest.replace("rto: 60s", "rto: soon"));
        press("Check");
        browser.read("1 mistake in the file.");
        browser.read("line 2:");
        assertThat(browser.value(FILE)).contains("rto: soon");
        press("Apply as the next version");
        browser.read("1 mistake in the file.");
        assertThat(server.status(plan).version()).isEqualTo(1);

        write(looser);
        press("What would change");
        browser.read("1 change of plan page-file.");
        press("Connect to all it names");
        browser.read("plan page-file, active at fra");
        press("Apply as the next version");
        browser.read("Plan page-file is at version 2.");
        assertThat(server.status(plan).version()).isEqualTo(2);
        press("Apply as the next version");
        browser.read("Plan page-file is at version 2.");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    @Test
    void whoMayNotApplyPlansIsToldSo() {
        PlanId plan = server.plan("page-viewed");
        openAs("anton", "/plan-file?plan=page-viewed");
        press("Apply as the next version");
        browser.read("'anton' may not do this: that needs the group operators");
        assertThat(server.status(plan).version()).isEqualTo(1);
    }

    private void write(String yaml) {
        browser.run(SET, browser.see(FILE), yaml);
    }

    private void press(String button) {
        browser.click(By.xpath("//button[normalize-space()='%s']".formatted(button)));
    }
}
