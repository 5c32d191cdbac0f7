package io.changeover.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Alarmed;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Notification.Place;
import io.changeover.domain.run.Notification.Question;
import io.changeover.domain.run.Run;
import java.time.Instant;
import java.util.Optional;

/** What a webhook is sent. The field names are API; what does not apply is null. */
final class Payload {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Payload() {}

    static String of(Notification notification, Optional<Run> about, Links links) {
        Fact fact = notification.fact();
        ObjectNode node = NODES.objectNode();
        node.put("id", notification.id());
        node.put("sequence", notification.sequence());
        node.put("event", notification.event().wireName());
        node.put("at", notification.at().toString());
        node.put(
                "plan",
                about.map(Run::plan)
                        .or(() -> notification.plan().map(Place::id))
                        .orElseThrow()
                        .value());
        node.put("run", about.map(run -> run.id().value()).orElse(null));
        node.put("type", about.map(run -> run.type().wireName()).orElse(null));
        node.put("dryRun", about.map(Run::dryRun).orElse(false));
        node.put("source", about.map(run -> run.source().value()).orElse(null));
        node.put("target", about.map(run -> run.target().value()).orElse(null));
        node.put("state", fact.state().map(Enum::name).orElse(null));
        node.put("outcome", fact.outcome().map(Enum::name).orElse(null));
        node.put("planState", fact.plan().map(Enum::name).orElse(null));
        node.put("headline", fact.headline());
        node.set("question", fact.question().<JsonNode>map(Payload::question).orElse(NODES.nullNode()));
        node.set("alarm", fact.alarm().<JsonNode>map(Payload::alarm).orElse(NODES.nullNode()));
        node.put("who", about.map(Run::requester).orElse(null));
        node.put("reason", about.map(Run::reason).orElse(null));
        node.put("businessKey", about.map(Run::businessKey).orElse(null));
        ObjectNode pages = node.putObject("links");
        pages.put("run", about.flatMap(run -> links.run(run.id())).orElse(null));
        pages.put("report", about.flatMap(run -> links.report(run.id())).orElse(null));
        return node.toString();
    }

    private static ObjectNode alarm(Alarmed alarm) {
        ObjectNode node = NODES.objectNode();
        node.put("code", alarm.code());
        node.put("subject", alarm.subject());
        node.put("raisedAt", alarm.raisedAt().toString());
        node.put("clearedAt", alarm.clearedAt().map(Instant::toString).orElse(null));
        return node;
    }

    private static ObjectNode question(Question question) {
        ObjectNode node = NODES.objectNode();
        node.put("task", question.task());
        node.put("text", question.text());
        ArrayNode choices = node.putArray("choices");
        question.choices().forEach(choices::add);
        node.put("group", question.group());
        return node;
    }
}
