package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The editor in the browser. */
class RunbookPageTest extends InBrowser {
    private Set<String> before = Set.of();

    @BeforeEach
    void remember() {
        before = deployments();
    }

    @AfterEach
    void takeBackAndLookWhetherAPageComplained() {
        deployments().stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> engine.getRepositoryService().deleteDeployment(one, true));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestsElsewhere()).isEmpty();
    }

    private Set<String> deployments() {
        return engine.getRepositoryService().createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsWrongIsMarkedOnTheDiagramAndWhatIsRightIsDeployed() throws Exception {
        openAs("ada", "/runbooks");
        browser.click(By.linkText("Switchover"));
        browser.read("Nothing is wrong.");
        browser.see(By.cssSelector("[data-element-id=Task_CheckReadiness]"));
        assertThat(
                        browser.run(
                                "const place = one => document.querySelector(one).getBoundingClientRect();"
                                        + "return place('[data-element-id=StartEvent_SwitchoverRequested]').left > place('.djs-palette').right"
                                        + "&& place('.djs-container').right > place('[data-element-id=EndEvent_ServiceRunsOnTargetSite]').right"))
                .as("the whole diagram beside the toolbox")
                .isEqualTo(true);

        Path wrong = Files.writeString(
                profile.resolve("wrong.bpmn"),
                Files.readString(Path.of("processes/switchover.bpmn")).replace("${protectDatasets}", "${protectAll}"));
        browser.type(By.id("open"), wrong.toAbsolutePath().toString());
        browser.read(By.id("findings"), "Protect the source site");
        browser.see(By.cssSelector(".finding-mark"));
        deploy("CHG-41");
        browser.read(By.id("said"), "the delegate must be one of");
        assertThat(deployments()).isEqualTo(before);

        assertThat(browser.complaints())
                .isNotEmpty()
                .allSatisfy(complaint -> assertThat(complaint).contains("409"));

        Path better = Files.writeString(
                profile.resolve("better.bpmn"),
                Files.readString(Path.of("processes/switchover.bpmn")).replace("Check readiness again", "Look again"));
        browser.type(By.id("open"), better.toAbsolutePath().toString());
        browser.read("Nothing is wrong.");
        browser.read(By.id("canvas"), "Look again");
        deploy("CHG-42: a better name");
        browser.read(By.id("said"), "Deployed as version");
        browser.open("/runbooks/switchover");
        browser.read("CHG-42: a better name");
        browser.read(By.id("canvas"), "Look again");
    }

    @Test
    void whatComesBetweenIsSaidAndTheButtonsGoOnWorking() throws Exception {
        openAs("ada", "/runbooks/switchover");
        browser.read("Nothing is wrong.");
        browser.run("window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('no network'));");
        deploy("CHG-43");
        browser.read(By.id("said"), "The server does not answer (no network).");
        browser.run("window.fetch = window.kept; document.getElementById('editor').dataset.base = '999';");

        String text = Files.readString(Path.of("processes/switchover.bpmn"));
        Path changed =
                Files.writeString(profile.resolve("changed.bpmn"), text.replace("Check readiness again", "Look"));
        browser.type(By.id("open"), changed.toAbsolutePath().toString());
        browser.read(By.id("canvas"), "Look");
        deploy("CHG-44");
        browser.read(By.id("said"), "'switchover' was deployed as version");
        assertThat(browser.complaints())
                .isNotEmpty()
                .allSatisfy(complaint -> assertThat(complaint).contains("409"));
        browser.run("document.getElementById('editor').dataset.base = '0';");

        Path other = Files.writeString(
                profile.resolve("other.bpmn"),
                text.replace("process id=\"switchover\"", "process id=\"another\"")
                        .replace("bpmnElement=\"switchover\"", "bpmnElement=\"another\""));
        browser.type(By.id("open"), other.toAbsolutePath().toString());
        browser.read(By.id("said"), "other.bpmn is shown");
        deploy("CHG-45");
        browser.read(By.id("said"), "switchover is none of them");
    }

    @Test
    void anOperatorTriesEveryPathAndIsToldWhoDeploys() {
        openAs("olga", "/runbooks/reprotect");
        browser.read("Nothing is wrong.");
        browser.read("an administrator deploys");
        assertThat(browser.shows(By.id("deploy"))).isFalse();

        browser.click(By.id("try"));

        browser.read(By.id("trial"), "reprotect:");
        browser.read(By.id("said"), "paths come to an end.");
    }

    private void deploy(String reason) {
        browser.type(By.cssSelector("#deploy input[name=reason]"), reason);
        browser.click(By.cssSelector("#deploy button"));
    }
}
