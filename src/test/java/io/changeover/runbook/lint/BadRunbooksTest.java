package io.changeover.runbook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagrams that would promote although nothing shows that the source takes no writes: each is refused with its way. */
class BadRunbooksTest {
    private static final Path BAD = Path.of("src/test/resources/runbooks/bad");
    private static final String WITHOUT_PROOF = "PROMOTE_WITHOUT_PROOF";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boundary-on-fence|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Fence the source > Event_FencingTooLong > Promote",
                "failed-fence|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Fence the source > Event_FencingFailed > Promote",
                "reminder-promotes|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Fence the source > Event_Reminder > Promote",
                "gateway-skips|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Is it urgent? > Promote",
                "called-block|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Secure > StartEvent_Secure > Is it known? > EndEvent_Secured > Secure > Promote",
                "event-subprocess|PROMOTE_WITHOUT_PROOF|Alarm > StartEvent_Alarm > Promote",
                "parallel-beside|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > At once > Promote",
                "branch-without-join|PROMOTE_IN_BRANCH|StartEvent_Asked > Fence the source > At once > Promote",
                "reminder-undoes|PROMOTE_IN_BRANCH|StartEvent_Asked > Fence the source > Sync > Promote",
                "loop-of-none|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Each group > Promote",
                "promote-in-loop|PROMOTE_IN_BRANCH|StartEvent_Asked > Fence the source > Each group > StartEvent_Group > Promote",
                "link-around|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Is it urgent? > Go on below > From above > Promote",
                "undone-proof|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Prove the source quiet > Undo > Promote",
                "fence-too-late|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Promote",
                "source-started-again|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Prove the source quiet > Start the source > Promote",
                "released-again|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Fence the source > Release > Promote",
                "compensation|PROMOTE_WITHOUT_PROOF|StartEvent_Asked > Sync > Event_Compensate > Promote",
            })
    void isRefusedWithTheWayThatIsWrong(String runbook, String rule, String path) throws IOException {
        List<Finding> findings = new RunbookLint().check(BAD.resolve(runbook));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("Task_Promote");
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.message()).endsWith("the path: " + path);
        });
    }

    @Test
    void everyBadDiagramIsJudged() throws Exception {
        String[] judged = BadRunbooksTest.class
                .getDeclaredMethod("isRefusedWithTheWayThatIsWrong", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value();
        try (Stream<Path> folders = Files.list(BAD)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(judged)
                            .map(line -> line.substring(0, line.indexOf('|')))
                            .toList());
        }
    }

    /** The same diagram becomes good by what is asked for: the finding is not a matter of anything else in it. */
    @Test
    void aBranchThatJoinsBeforeThePromotionIsGood() throws IOException {
        String text = Files.readString(BAD.resolve("branch-without-join/branch-without-join.bpmn"));
        String joined = text.replace(
                        "id=\"EndEvent_Other\"/>",
                        "id=\"EndEvent_Other\"/>\n" + "<bpmn:parallelGateway id=\"Gateway_Join\"/>")
                .replace(
                        "sourceRef=\"Gateway_Fork\" targetRef=\"Task_Promote\"",
                        "sourceRef=\"Gateway_Fork\" targetRef=\"Gateway_Join\"")
                .replace(
                        "sourceRef=\"Task_Check\" targetRef=\"EndEvent_Other\"",
                        "sourceRef=\"Task_Check\" targetRef=\"Gateway_Join\"")
                .replace(
                        "<bpmn:sequenceFlow id=\"Flow_Task_Promote_EndEvent_Done\"",
                        "<bpmn:sequenceFlow id=\"Flow_Joined\" sourceRef=\"Gateway_Join\" targetRef=\"Task_Promote\"/>\n"
                                + "<bpmn:sequenceFlow id=\"Flow_Task_Promote_EndEvent_Done\"");

        List<Finding> findings = new RunbookLint().check(Map.of("r.bpmn", Diagram.bytes(joined)));

        assertThat(findings).extracting(Finding::rule).doesNotContain(WITHOUT_PROOF, BranchRule.CODE);
    }
}
