package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Connecting to what a plan file names, on the page of the file. */
class PlanTrialTest extends InBrowser {
    private static final By FILE = By.name("yaml");
    private static final By CONNECT = By.xpath("//button[normalize-space()='Connect to all it names']");

    @Test
    void whatAFileNamesIsAskedAndWhatWasTypedStays() {
        server.plan("page-file");
        openAs("olga", "/plans/page-file/file");
        String typed = SimulatedServer.yaml("page-file").replace("rpo: 5s, rto: 60s", "rpo: 50s, rto: 60s");
        browser.run("arguments[0].value = arguments[1]", browser.see(FILE), typed);

        browser.click(CONNECT);

        browser.read("Ready: plan page-file, active at fra;");
        browser.read("points to fra");
        assertThat(browser.value(FILE)).isEqualTo(typed);
        browser.run("arguments[0].value = arguments[1]", browser.see(FILE), typed.replace("rto: 60s", "rto: soon"));
        browser.click(CONNECT);
        browser.read("line 2, column");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoIsInNoGroupSeesNothingButWhyAndLogsOut() {
        person("norma", List.of());
        openAs("norma", "/");
        browser.read("You may not do that");
        assertThat(browser.complaints())
                .allSatisfy(complaint -> assertThat(complaint).contains("403"));
        browser.click(By.xpath("//button[normalize-space()='Log out']"));
        browser.see(By.name("password"));
    }

    @Test
    void whoMayNotIsToldSoAndItIsWrittenDown() throws Exception {
        server.plan("page-viewed");
        openAs("anton", "/plans/page-viewed/file");
        browser.click(CONNECT);
        browser.read("'anton' may not do this: that needs the group operators");
        assertThat(new HttpDoor(port)
                        .get("vera", "/api/v1/audit?actor=anton&text=plan-file")
                        .body())
                .contains("POST /plan-file/connect: 'anton' may not do this: that needs the group operators");
    }
}
