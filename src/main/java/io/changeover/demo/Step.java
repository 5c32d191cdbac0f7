package io.changeover.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a run, as the server tells it.
 *
 * @param time from its begin to its end; zero while it is under way
 * @param messages what was read at each of its targets
 */
record Step(int number, String name, String group, String state, Duration time, List<String> messages) {
    Step {
        messages = List.copyOf(messages);
    }

    static Step of(JsonNode json) {
        List<String> messages = new ArrayList<>();
        for (JsonNode operation : json.path("operations")) {
            String target = operation.path("target").asText("");
            String message = operation.path("message").asText("");
            if (!message.isEmpty()) {
                messages.add(message.startsWith(target) ? message : target + ": " + message);
            }
        }
        return new Step(
                json.path("number").asInt(),
                json.path("name").asText(),
                json.path("group").asText(""),
                json.path("state").asText(),
                between(json.path("startedAt"), json.path("endedAt")),
                messages);
    }

    /** Its name, with the group it is about. */
    String title() {
        boolean named = group.isEmpty() || group.equals("null") || name.contains(group);
        return named ? name : name + " (" + group + ")";
    }

    boolean underWay() {
        return state.equals("OPEN") || state.equals("DECIDING");
    }

    /** The time between two instants of an answer; zero if one is missing. */
    static Duration between(JsonNode start, JsonNode end) {
        try {
            return start.isTextual() && end.isTextual()
                    ? Duration.between(Instant.parse(start.asText()), Instant.parse(end.asText()))
                    : Duration.ZERO;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
