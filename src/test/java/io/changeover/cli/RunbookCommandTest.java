package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.api.model.RunbookFindingView;
import io.changeover.api.model.RunbookTestView;
import io.changeover.api.model.RunbookView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunbookCommandTest extends CliTest {
    private static final RunbookView NEWEST =
            new RunbookView("switchover", "Switchover", "switchover", 3, "1.1.0", Samples.TEN, "ada", "CHG-31", 1);
    private static final RunbookView SHIPPED =
            new RunbookView("switchover", "Switchover", "switchover", 2, "1.0.0", Samples.TEN, null, null, 0);

    @Test
    void theVersionsOfARunbookAreShownWithWhoDeployedThemAndWhy() throws IOException {
        server.answer("GET /runbooks/switchover", 200, List.of(NEWEST, SHIPPED));

        assertThat(run("runbook", "show", "switchover")).isZero();
        assertThat(out().lines().toList()).hasSize(3);
        assertThat(out()).containsPattern("switchover +switchover +3 +1.1.0 .* ada +1 +CHG-31");
        assertThat(out()).containsPattern("2 +1.0.0 .* the server +0 +-");
    }

    @Test
    void theFilesAreWrittenIntoAFolderAndOverNothing() throws IOException {
        server.answer("GET /runbooks/files", 200, Map.of("switchover.bpmn", "<a/>", "blocks/decide.bpmn", "<b/>"));
        Path folder = this.folder.resolve("mine");

        assertThat(run("runbook", "export", folder.toString())).isZero();
        assertThat(folder.resolve("blocks/decide.bpmn")).hasContent("<b/>");
        assertThat(out()).contains("2 files are in");

        assertThat(run("runbook", "export", folder.toString())).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("is there already; nothing is written over it");
    }

    @Test
    void aServerCannotWriteOutsideTheFolder() throws IOException {
        server.answer("GET /runbooks/files", 200, Map.of("../outside.bpmn", "<a/>"));

        assertThat(run("runbook", "export", folder.resolve("mine").toString())).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("outside the folder");
        assertThat(folder.resolve("outside.bpmn")).doesNotExist();
    }

    @Test
    void findingsAreSaidWithTheirFileAndElement() throws IOException {
        server.answer(
                "POST /runbooks/lint",
                200,
                List.of(new RunbookFindingView("switchover.bpmn", "Task_X", "DECISION_KIND", "a user task has …")));

        assertThat(run("runbook", "lint", runbooks().toString())).isEqualTo(Exit.FAILED);
        assertThat(out()).contains("switchover.bpmn: Task_X: DECISION_KIND: a user task has …");
        assertThat(err()).contains("1 finding");
        assertThat(server.asked.get(0).body())
                .contains("\"blocks/decide.bpmn\"")
                .doesNotContain("hidden.bpmn");
    }

    @Test
    void aTrialSaysWhereThePathsEndAndWhatTheyDidNotPass() throws IOException {
        List<RunbookTestView.Choice> choices = List.of(
                new RunbookTestView.Choice("switchover", "Task_X", "Check", "ok"),
                new RunbookTestView.Choice("switchover", "Task_Y", "Approve", "decline"));
        server.answer(
                "POST /runbooks/test",
                200,
                new RunbookTestView(
                        "switchover",
                        false,
                        false,
                        true,
                        List.of(
                                new RunbookTestView.Path(choices.subList(0, 1), "Moved", "COMPLETED", null),
                                new RunbookTestView.Path(choices, "no end", null, "no flow is there for 'decline'")),
                        List.of(new RunbookTestView.Coverage("switchover", 4, 3, 5, 4, List.of("Flow_No")))));

        String folder = runbooks().toString();
        assertThat(run("runbook", "test", "switchover", "--folder", folder, "--online", "--choose", "Task_X=ok"))
                .isEqualTo(Exit.FAILED);
        assertThat(out())
                .contains("switchover: 2 paths, 1 come to no end")
                .containsPattern("1 +Moved +COMPLETED")
                .contains("3 of 4 elements, 4 of 5 flows; on no path: Flow_No")
                .contains("path 2: Check: ok > Approve: decline > no end")
                .contains("no flow is there for 'decline'")
                .doesNotContain("path 1:");
        assertThat(server.asked.get(0).body()).contains("\"choose\":{\"Task_X\":[\"ok\"]}");
        assertThat(run("runbook", "test", "switchover", "--folder", folder, "--choose", "Task_X"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aDeploymentIsSentWithItsReasonAndItsRefusalNamesEverything() throws IOException {
        server.answer("POST /runbooks", 201, List.of(NEWEST));
        server.answer("POST /runbooks", 403, Samples.error(403, "Not allowed", "that needs the group camunda-admin"));
        assertThat(run("runbook", "deploy", runbooks().toString(), "--reason", "CHG-31"))
                .isZero();
        assertThat(out()).contains("deployed: switchover 3").contains("runs under way keep their versions");
        assertThat(server.asked.get(0).body()).contains("\"reason\":\"CHG-31\"");

        assertThat(run("runbook", "deploy", runbooks().toString(), "--reason", "CHG-31"))
                .isEqualTo(Exit.REFUSED);
        assertThat(err()).contains("that needs the group camunda-admin");
    }

    private Path runbooks() throws IOException {
        Path made = folder.resolve("runbooks");
        for (String name : List.of("switchover.bpmn", "blocks/decide.bpmn", ".camunda/hidden.bpmn", "README.md")) {
            Files.createDirectories(made.resolve(name).getParent());
            Files.writeString(made.resolve(name), "<bpmn/>");
        }
        return made;
    }
}
