package io.changeover.config;

import io.changeover.application.RefusedException;
import io.changeover.application.SameStart;
import io.changeover.domain.run.Run;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.beans.factory.ObjectProvider;

/** Answers a start that is sent once more as the first one was answered: with the process instance that it began. */
final class RepeatAnswer {
    private final ObjectProvider<SameStart> sameStart;
    private final HistoryService history;

    RepeatAnswer(ObjectProvider<SameStart> sameStart, HistoryService history) {
        this.sameStart = sameStart;
        this.history = history;
    }

    /** One for each way in which a refusal comes here. */
    List<Object> mappers() {
        return List.of(
                new RefusalAnswer.Bare(this::answer),
                new RefusalAnswer.FromEngine(this::answer),
                new RefusalAnswer.FromRest(this::answer));
    }

    private Optional<Response> answer(RefusedException refused) {
        return Optional.ofNullable(sameStart.getIfAvailable())
                .flatMap(same -> same.runOf(refused))
                .map(run -> Response.ok(instance(run), MediaType.APPLICATION_JSON_TYPE)
                        .header("Idempotent-Replayed", "true")
                        .build());
    }

    /** The fields of the engine's own answer. */
    private Map<String, Object> instance(Run run) {
        HistoricProcessInstance found = history.createHistoricProcessInstanceQuery()
                .processInstanceId(run.processInstance())
                .singleResult();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("links", List.of());
        fields.put("id", run.processInstance());
        fields.put("definitionId", found == null ? null : found.getProcessDefinitionId());
        fields.put("definitionKey", run.runbook());
        fields.put("businessKey", run.businessKey());
        fields.put("caseInstanceId", null);
        fields.put("ended", found == null || found.getEndTime() != null);
        fields.put("suspended", found != null && HistoricProcessInstance.STATE_SUSPENDED.equals(found.getState()));
        fields.put("tenantId", null);
        return fields;
    }
}
