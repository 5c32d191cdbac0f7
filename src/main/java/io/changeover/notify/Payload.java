package io.changeover.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Notification.Question;
import io.changeover.domain.run.Run;

/** What a webhook is sent. The field names are API; what does not apply is null. */
final class Payload {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Payload() {}

    static String of(Notification notification, Run run, Links links) {
        Fact fact = notification.fact();
        ObjectNode node = NODES.objectNode();
        node.put("id", notification.id());
        node.put("sequence", notification.sequence());
        node.put("event", notification.event().wireName());
        node.put("at", notification.at().toString());
        node.put("plan", run.plan().value());
        node.put("run", run.id().value());
        node.put("type", run.type().wireName());
        node.put("dryRun", run.dryRun());
        node.put("source", run.source().value());
        node.put("target", run.target().value());
        node.put("state", fact.state().name());
        node.put("outcome", fact.outcome().map(Enum::name).orElse(null));
        node.put("planState", fact.plan().map(Enum::name).orElse(null));
        node.put("headline", fact.headline());
        node.set("question", fact.question().<JsonNode>map(Payload::question).orElse(NODES.nullNode()));
        node.put("who", run.requester());
        node.put("reason", run.reason());
        node.put("businessKey", run.businessKey());
        ObjectNode pages = node.putObject("links");
        pages.put("run", links.run(run.id()).orElse(null));
        pages.put("report", links.report(run.id()).orElse(null));
        return node.toString();
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
