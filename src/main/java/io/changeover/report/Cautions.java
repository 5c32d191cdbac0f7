package io.changeover.report;

import io.changeover.application.Decisions;
import io.changeover.application.SourceCheck;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.Sightings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader must know first although the run went on: what a person stated, hooks that warn, and consistency groups in parts. */
final class Cautions {
    private final Records records;

    Cautions(Records records) {
        this.records = records;
    }

    /** One sentence each. */
    List<String> sentences() {
        return Stream.of(overrides(), turns(), statements(), hooks(), groups())
                .flatMap(Function.identity())
                .toList();
    }

    private Stream<String> overrides() {
        List<String> seen = Sightings.of(records.operations()).sentences();
        return records.decisions().stream()
                .filter(one -> one.choice().filter(Decisions.OVERRIDE::equals).isPresent())
                .map(one -> (one.choices().contains(Decisions.APPROVE)
                                ? "%s overrode that the watch had seen %s serve: “%s”. Seen was: %s."
                                : "%s overrode the evidence that %s is lost: “%s”. Seen was: %s.")
                        .formatted(
                                one.decidedBy().orElse("Someone not recorded"),
                                records.run().source(),
                                one.reason().orElse("no reason recorded"),
                                String.join("; ", seen)));
    }

    /** That a planned run lost its source on the way. */
    private Stream<String> turns() {
        return records.run().type() == RunType.FAILOVER
                ? Stream.empty()
                : records.run().unplannedAt().stream().map("It went unplanned at %s."::formatted);
    }

    private Stream<String> statements() {
        return records.decisions().stream()
                .filter(one -> one.choice().filter("stated"::equals).isPresent())
                .map(one -> "Nothing proved that %s takes no writes; %s stated it: “%s”.%s"
                        .formatted(
                                records.run().source(),
                                one.decidedBy().orElse("someone not recorded"),
                                one.reason().orElse("no reason recorded"),
                                answers(one)));
    }

    /** What the source said of itself when it was asked once more before the promotion. */
    private String answers(Decision statement) {
        String said = SourceCheck.answers(records.run(), statement, records.operations()).stream()
                .map(one -> "%s: %s".formatted(one.target(), SourceCheck.word(one)))
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : " Asked before the promotion, it said: %s.".formatted(said);
    }

    private Stream<String> hooks() {
        return records.operations().stream()
                .filter(records.plan()::warnsOf)
                .map(one -> "Hook %s failed at %s: %s."
                        .formatted(one.target(), one.site(), one.message().orElse("no message")));
    }

    private Stream<String> groups() {
        Map<String, List<OperationRecord>> groups = new TreeMap<>(records.operations().stream()
                .filter(one -> one.operation() == Operation.PROMOTE)
                .filter(one -> group(one).isPresent())
                .collect(Collectors.groupingBy(one -> group(one).orElseThrow())));
        return groups.entrySet().stream().flatMap(entry -> group(entry.getKey(), entry.getValue()));
    }

    private Optional<String> group(OperationRecord one) {
        return records.plan().dataset(one.target()).flatMap(Dataset::consistency);
    }

    private static Stream<String> group(String name, List<OperationRecord> promotions) {
        String skipped = names(promotions, OperationState.SKIPPED);
        String done = names(promotions, OperationState.DONE);
        if (skipped.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                done.isEmpty()
                        ? "Nothing of consistency group %s was promoted: %s.".formatted(name, skipped)
                        : "Consistency group %s was promoted in part: %s was, %s was not."
                                .formatted(name, done, skipped));
    }

    private static String names(List<OperationRecord> promotions, OperationState state) {
        return Words.some(promotions.stream()
                .filter(one -> one.state() == state)
                .map(OperationRecord::target)
                .toList());
    }
}
