package io.changeover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the editor sends, or somebody else in its place. */
class DraftTest {
    @Test
    void whatIsMissingIsEmptySoThatTheAnswerIsARefusal() throws Exception {
        RunbookController.Draft draft = new ObjectMapper().readValue("{\"text\":null}", RunbookController.Draft.class);

        assertThat(draft.files()).isEqualTo(Map.of("", ""));
        assertThat(draft.runbook() + draft.reason()).isEmpty();
        assertThat(draft.bases()).isEmpty();
    }
}
