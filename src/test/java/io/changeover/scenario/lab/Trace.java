package io.changeover.scenario.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A run as the server tells it, for questions about its steps and operations.
 *
 * @param run with its steps, as {@link io.changeover.scenario.ServerDoor#run} answers it
 */
record Trace(JsonNode run) {

    String id() {
        return run.path("run").path("id").asText();
    }

    String outcome() {
        return run.path("run").path("outcome").asText();
    }

    /** The groups that the steps of that element worked on, in the order in which these began. */
    List<String> groups(String activity) {
        return steps().filter(step -> step.path("activity").asText().equals(activity))
                .map(step -> step.path("group").asText())
                .toList();
    }

    /** The kinds of the operations that were begun, without repetition. */
    List<String> kinds() {
        return operations()
                .filter(operation -> !operation.path("startedAt").isNull())
                .map(operation -> operation.path("operation").asText())
                .distinct()
                .toList();
    }

    /** The operations of a kind on a target, in their order. */
    List<JsonNode> of(String kind, String target) {
        return operations()
                .filter(operation -> operation.path("operation").asText().equals(kind))
                .filter(operation -> operation.path("target").asText().equals(target))
                .toList();
    }

    /** The only operation of a kind on a target. */
    JsonNode only(String kind, String target) {
        List<JsonNode> found = of(kind, target);
        if (found.size() != 1) {
            throw new AssertionError("wanted one " + kind + " of " + target + ", found " + found);
        }
        return found.get(0);
    }

    /** What the operations on a target read together as a number. */
    long sum(String target, String reading) {
        return operations()
                .filter(operation -> operation.path("target").asText().equals(target))
                .flatMap(operation -> stream(operation.path("readings")))
                .filter(one -> one.path("name").asText().equals(reading))
                .mapToLong(one -> one.path("value").asLong())
                .sum();
    }

    /** When an operation began or ended. */
    static Instant at(JsonNode operation, String field) {
        return Instant.parse(operation.path(field).asText());
    }

    private Stream<JsonNode> steps() {
        return stream(run.path("steps"));
    }

    private Stream<JsonNode> operations() {
        return steps().flatMap(step -> stream(step.path("operations")));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
