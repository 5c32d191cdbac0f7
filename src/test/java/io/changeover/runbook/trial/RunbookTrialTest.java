package io.changeover.runbook.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.TrialReport;
import io.changeover.application.TrialReport.Choice;
import io.changeover.application.TrialReport.Coverage;
import io.changeover.application.TrialReport.Path;
import io.changeover.runbook.lint.Diagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.Test;

/** The shipped runbooks, tried out as they are and with the mistakes that people make. */
class RunbookTrialTest {
    private static final java.nio.file.Path PROCESSES = java.nio.file.Path.of("processes");

    private final Map<String, String> files = shipped();

    private static Map<String, String> shipped() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<java.nio.file.Path> found = Files.walk(PROCESSES)) {
            for (java.nio.file.Path file : found.filter(one -> one.toString().matches(".*[.](bpmn|form)"))
                    .toList()) {
                files.put(PROCESSES.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private TrialReport trial(String runbook, Map<String, Set<String>> chosen) {
        return new RunbookTrial(files).run(List.of(runbook), chosen).get(0);
    }

    @Test
    void everyPathOfEveryShippedRunbookComesToAnEndAndEveryElementIsOnOne() {
        RunbookTrial trial = new RunbookTrial(files);
        assertThat(trial.runbooks()).contains("switchover", "failover", "drill").doesNotContain("move-service");

        List<TrialReport> reports = trial.run(trial.runbooks(), Map.of());

        assertThat(reports).extracting(TrialReport::runbook).isEqualTo(trial.runbooks());
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.paths())
                    .filteredOn(path -> path.fault().isPresent())
                    .isEmpty();
            assertThat(report.complete()).isTrue();
            assertThat(report.coverage())
                    .as(report.runbook())
                    .flatExtracting(Coverage::missed)
                    .isEmpty();
        });
        assertThatThePathsOfASwitchoverAreThoseOfItsDiagram(
                reports.get(trial.runbooks().indexOf("switchover")));
    }

    private static void assertThatThePathsOfASwitchoverAreThoseOfItsDiagram(TrialReport report) {
        assertThat(report.paths())
                .extracting(path -> path.outcome().orElse(""))
                .contains("COMPLETED", "COMPLETED_UNPROTECTED", "DECLINED", "NOT_READY", "ABORTED");
        assertThat(report.paths())
                .anySatisfy(path -> assertThat(path.choices())
                        .extracting(Choice::toString)
                        .containsExactly("Start: real run", "Check readiness: skip", "Approve switchover: decline"));
        assertThat(report.paths())
                .filteredOn(path -> path.choices().toString().contains("Promote datasets: ok"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path.end()).isNotEqualTo("aborted by a person"));
        assertThat(report.coverage())
                .extracting(Coverage::process)
                .containsExactlyInAnyOrder(
                        "switchover", "wait-for-window", "move-service", "establish-loss", "take-over");
    }

    @Test
    void onlyTheChosenOutcomesAreTried() {
        TrialReport report =
                trial("switchover", Map.of("start", Set.of("real run"), "Task_ApproveSwitchover", Set.of("decline")));

        assertThat(report.paths())
                .extracting(Path::end)
                .contains("Switchover declined")
                .isSubsetOf("Switchover declined", "aborted by a person");
        assertThat(report.covered()).isFalse();
        assertThat(report.coverage().get(0).missed()).contains("Task_CheckReadinessAgain", "Flow_ApprovedYes");
    }

    @Test
    void anOutcomeOrAnElementThatIsNotThereIsNamedTogetherWithThoseThatAre() {
        assertThatThrownBy(() -> trial("reprotect", Map.of("Task_Nowhere", Set.of("ok"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no path comes to 'Task_Nowhere'");
        assertThatThrownBy(() -> trial("reprotect", Map.of("start", Set.of("tomorrow"))))
                .hasMessageContaining("'start' ends with one of [real run], chosen was [tomorrow]");
        assertThatThrownBy(() -> trial("nothing", Map.of())).hasMessageContaining("there is no runbook 'nothing'");
    }

    @Test
    void aMisspelledVariableAndAnAnswerThatNoFlowIsThereForAreFoundWithTheirPaths() {
        edit("switchover.bpmn", "${windowChoice == 'go'}", "${windowChoise == 'go'}");
        edit("switchover.bpmn", "name=\"Approved?\" default=\"Flow_ApprovedNo\"", "name=\"Approved?\"");
        edit(
                "switchover.bpmn",
                "targetRef=\"EndEvent_SwitchoverDeclined\" />",
                "targetRef=\"EndEvent_SwitchoverDeclined\"><bpmn:conditionExpression"
                        + " xsi:type=\"bpmn:tFormalExpression\">${choice == 'refuse'}</bpmn:conditionExpression></bpmn:sequenceFlow>");

        TrialReport report = trial("switchover", Map.of("start", Set.of("real run")));

        assertThat(report.passed()).isFalse();
        assertThat(report.paths())
                .filteredOn(path -> path.fault().isPresent())
                .allSatisfy(path -> assertThat(path.end()).isEqualTo("no end"));
        assertThat(report.paths())
                .anySatisfy(path -> assertThat(path.fault().orElse("")).contains("windowChoise"))
                .anySatisfy(path -> {
                    assertThat(path.choices().get(path.choices().size() - 1))
                            .hasToString("Approve switchover: decline");
                    assertThat(path.fault()).isPresent();
                });
        assertThat(report.coverage().get(0).missed())
                .contains("Flow_ApprovedNo", "EndEvent_SwitchoverDeclined", "Flow_GoAheadYes");
    }

    @Test
    void aDrawingThatGoesRoundWithoutWaitingIsAFaultOfThatPathOnly() {
        files.put(
                "round.bpmn",
                Diagram.runbook(
                        "round",
                        Diagram.start("Start_R") + Diagram.userTask("Task_Ask", "MANUAL", "operators")
                                + "<bpmn:exclusiveGateway id=\"Gateway_There\"/><bpmn:exclusiveGateway id=\"Gateway_Back\"/>"
                                + Diagram.flow(
                                        "Start_R", "Task_Ask", "Gateway_There", "Gateway_Back", "Gateway_There")));

        TrialReport report = trial("round", Map.of());

        assertThat(report.passed()).isFalse();
        assertThat(report.paths())
                .anySatisfy(path ->
                        assertThat(path.fault().orElse("")).startsWith("it goes round without waiting, at round/"));
    }

    @Test
    void whatTheTimeDoesNotSufficeForIsLeftOutAndTheReportSaysSo() {
        TrialReport report = new RunbookTrial(files, Duration.ZERO)
                .run(List.of("reprotect"), Map.of())
                .get(0);

        assertThat(report.complete()).isFalse();
        assertThat(report.paths()).isEmpty();
    }

    @Test
    void anEngineOfATrialIsNotAmongThoseThatTheDoorsLeadTo() {
        try (TrialEngine engine = new TrialEngine(files, new Diagrams(files))) {
            assertThat(engine.ended()).isTrue();
            assertThat(ProcessEngines.getProcessEngines().keySet()).noneMatch(name -> name.startsWith("trial-"));
        }
    }

    private void edit(String file, String what, String instead) {
        assertThat(files.get(file)).contains(what);
        files.merge(file, "", (text, nothing) -> text.replace(what, instead));
    }
}
