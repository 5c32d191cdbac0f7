package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads, right before a promotion for which nothing speaks that keeps the source from taking writes, what the sites say of
 * themselves: it rests on a person's statement, or on a stop that was verified a while ago. Silence contradicts neither and is
 * written down; a source that answers as taking writes does, whoever has signed.
 */
public final class SourceCheck {
    private static final Set<Operation> QUESTIONS = Set.of(Operation.ROLE, Operation.STATUS);
    /** What a side says of itself that takes writes. */
    private static final Set<String> ACTIVE = Set.of("primary", "running");

    private SourceCheck() {}

    /**
     * What speaks for a promotion.
     *
     * @param words who claims it, and how
     * @param at since when
     */
    record Claim(String words, Instant at) {}

    /** Whether it is asked by this check, in a step that promotes. */
    static boolean asks(OperationRecord one) {
        return QUESTIONS.contains(one.operation());
    }

    /**
     * What is asked: the datasets that have a server of their own, at both sites; where there is none, the instances at the source,
     * as they alone write.
     */
    static List<OperationDraft> questions(ProtectionPlan plan, Run run, Abilities abilities) {
        List<Dataset> served = plan.datasets().stream()
                .filter(one -> abilities.has(one.connector(), Operation.STOP)
                        && abilities.has(one.connector(), Operation.ROLE))
                .toList();
        if (served.isEmpty() && run.type().choosing()) {
            return List.of(); // its instances were stopped, or a person has said that one of them does not matter
        }
        if (served.isEmpty()) {
            return plan.groups().stream()
                    .flatMap(group -> group.instances().stream())
                    .filter(one -> one.placements().containsKey(run.source()))
                    .map(one -> draft(Operation.STATUS, one, run.source()))
                    .toList();
        }
        return Stream.of(run.source(), run.target())
                .flatMap(site -> served.stream().map(one -> draft(Operation.ROLE, one.name(), site, one.placements())))
                .toList();
    }

    private static OperationDraft draft(Operation operation, Instance instance, SiteId site) {
        return draft(operation, instance.name(), site, instance.placements());
    }

    private static OperationDraft draft(
            Operation operation, String target, SiteId site, Map<SiteId, Placement> placements) {
        Optional<Placement> place = Optional.ofNullable(placements.get(site));
        return new OperationDraft(operation, target, 0, site, place.flatMap(Placement::host));
    }

    /** The question with whatever came of it: that nobody answers is an answer here, and fails no step. */
    static OperationRecord found(OperationRecord end, Instant at) {
        String why = "no answer: " + end.message().orElse("nothing was said");
        return end.state() == OperationState.DONE ? end : end.judged(Outcome.UNCHANGED, why, end.readings(), at);
    }

    /**
     * What was read at the source from some time on, the last time of each target.
     *
     * @param read operations of the run, in their order
     */
    public static List<OperationRecord> answers(Run run, Instant since, Collection<OperationRecord> read) {
        Map<String, OperationRecord> last = new LinkedHashMap<>();
        read.stream()
                .filter(one -> asks(one) && one.site().equals(run.source()))
                .filter(one -> one.state() == OperationState.DONE)
                .filter(one ->
                        one.startedAt().filter(begun -> !begun.isBefore(since)).isPresent())
                .forEach(one -> last.put(one.target(), one));
        return List.copyOf(last.values());
    }

    /** What the source said of itself there, or {@code no answer}. */
    public static String word(OperationRecord answer) {
        return Stream.of("role", "state")
                .map(answer.outputs()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("no answer");
    }

    /** Why a claim does not count, for people; empty where nothing that was read contradicts it. */
    static Optional<String> objection(Run run, Claim claim, Collection<OperationRecord> read) {
        String active = answers(run, claim.at(), read).stream()
                .filter(one -> ACTIVE.contains(word(one)))
                .map(one -> "%s as %s at %s"
                        .formatted(
                                one.target(),
                                word(one),
                                one.endedAt().map(Instant::toString).orElse("a time not recorded")))
                .collect(Collectors.joining(", "));
        return active.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s that %s takes no writes, but it answers there: %s. Promoting %s would make two active sites; stop or fence %s, then retry"
                                .formatted(claim.words(), run.source(), active, run.target(), run.source()));
    }
}
