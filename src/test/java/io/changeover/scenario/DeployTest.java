package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.scenario.HttpDoor.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The shipped runbooks, edited as an operator might, at the door of the whole server. */
@SimulatedTest
class DeployTest {
    @Autowired
    private RepositoryService repository;

    @LocalServerPort
    private int port;

    private HttpDoor http;
    private Map<String, String> files;

    @BeforeEach
    void read() throws IOException {
        http = new HttpDoor(port);
        files = new HashMap<>();
        try (Stream<Path> found = Files.walk(Path.of("processes"))) {
            found.filter(file -> file.toString().matches(".*[.](bpmn|form)"))
                    .forEach(file -> files.put(file.getFileName().toString(), text(file)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theShippedRunbooksAreAccepted() throws Exception {
        Answer answer = http.deploy("root", files);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        repository.deleteDeployment(answer.json().get("id").asText(), true);
    }

    @Test
    void anUnknownDelegateIsRefusedWithItsElement() throws Exception {
        edit("switchover.bpmn", "${checkReadiness}", "${checkEverything}");

        assertRefused("Task_CheckReadiness", "checkEverything");
    }

    @Test
    void aScriptTaskIsRefusedWithItsElement() throws Exception {
        edit(
                "switchover.bpmn",
                "<bpmn:serviceTask id=\"Task_ProtectSourceSite\" name=\"Protect the source site\" camunda:delegateExpression=\"${protectDatasets}\">",
                "<bpmn:scriptTask id=\"Task_ProtectSourceSite\" name=\"Protect the source site\" scriptFormat=\"javascript\">");
        edit(
                "switchover.bpmn",
                "</bpmn:serviceTask>\n    <bpmn:boundaryEvent",
                "<bpmn:script>1</bpmn:script></bpmn:scriptTask>\n    <bpmn:boundaryEvent");

        assertRefused("Task_ProtectSourceSite", "script");
    }

    @Test
    void aPromotionThatIsReachableWithoutTheProofIsRefusedWithItsElement() throws Exception {
        edit(
                "move-service.bpmn",
                "sourceRef=\"Task_SyncFinalDelta\" targetRef=\"Task_ProveSourceIsQuiet\"",
                "sourceRef=\"Task_SyncFinalDelta\" targetRef=\"Task_PromoteDatasets\"");

        assertRefused("Task_PromoteDatasets", "PROMOTE_WITHOUT_PROOF");
    }

    private void edit(String file, String what, String instead) {
        assertThat(files.get(file)).contains(what);
        files.merge(file, "", (text, nothing) -> text.replace(what, instead));
    }

    private void assertRefused(String element, String reason) throws Exception {
        long before = repository.createDeploymentQuery().count();

        Answer answer = http.deploy("root", files);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(element).containsIgnoringCase(reason);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }
}
