package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Reading;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
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
 * written down; a source that answers as taking writes does, whoever has signed, and is not made innocent by silence after that.
 */
public final class SourceCheck {
    private static final Set<Operation> QUESTIONS = Set.of(Operation.ROLE, Operation.STATUS);
    /** What a side says of itself that takes writes, or may in a moment. */
    private static final Set<String> ACTIVE = Set.of("primary", "running", "starting", "stopping");
    /** What a side says of itself that takes none. */
    private static final Set<String> QUIET = Set.of("standby", "stopped");

    private SourceCheck() {}

    /**
     * What speaks for a promotion.
     *
     * @param words who claims it, and how
     * @param at since when; of a statement, since it was asked for, as the clock was that of the worker which had asked the sites
     * @param step in which step it was found or stated: what is asked in a later one counts, whatever the clocks of the nodes say
     */
    record Claim(String words, Instant at, String step) {

        /** What a person has stated. */
        static Claim stated(Decision one) {
            return new Claim(
                    one.decidedBy().orElse("somebody") + " stated",
                    one.askedAt(),
                    one.step().orElse(""));
        }
    }

    /** Whether it is asked by this check, in a step that promotes. */
    static boolean asks(OperationRecord one) {
        return QUESTIONS.contains(one.operation());
    }

    /**
     * What is asked: the datasets that have a server of their own, at both sites; where any has none, the instances at the source
     * too, as they alone write it.
     *
     * @param left names of instances that are not asked
     */
    static List<OperationDraft> questions(ProtectionPlan plan, Run run, Abilities abilities, Set<String> left) {
        List<Dataset> served = plan.datasets().stream()
                .filter(one -> abilities.has(one.connector(), Operation.STOP)
                        && abilities.has(one.connector(), Operation.ROLE))
                .toList();
        Stream<OperationDraft> roles = Stream.of(run.source(), run.target())
                .flatMap(site -> served.stream().map(one -> draft(Operation.ROLE, one.name(), site, one.placements())));
        if (!served.isEmpty() && served.size() == plan.datasets().size()) {
            return roles.toList();
        }
        Set<String> servers = served.stream().map(Dataset::name).collect(Collectors.toSet());
        Stream<OperationDraft> states = plan.groups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(one -> one.placements().containsKey(run.source()))
                .filter(one -> !servers.contains(one.name()) && !left.contains(one.name()))
                .map(one -> draft(Operation.STATUS, one, run.source()));
        return Stream.concat(roles, states).toList();
    }

    private static OperationDraft draft(Operation operation, Instance instance, SiteId site) {
        return draft(operation, instance.name(), site, instance.placements());
    }

    private static OperationDraft draft(
            Operation operation, String target, SiteId site, Map<SiteId, Placement> placements) {
        Optional<Placement> place = Optional.ofNullable(placements.get(site));
        return new OperationDraft(operation, target, 0, site, place.flatMap(Placement::host));
    }

    /**
     * The question with whatever came of it: that nobody answers is an answer here, and fails no step. One that a person has
     * ended before anything was read was not answered by the site, and stays failed.
     */
    static OperationRecord found(OperationRecord end, Instant at) {
        Optional<String> said = said(end);
        boolean ended = end.errorCode().filter("OPERATION_CANCELLED"::equals).isPresent();
        if (end.state() == OperationState.DONE || ended && said.isEmpty()) {
            return end;
        }
        String why = said.map("said '%s': "::formatted).orElse("no answer: ")
                + end.message().orElse("nothing was said");
        return end.judged(Outcome.UNCHANGED, why, end.readings(), at);
    }

    /**
     * What was read at the source after a person's statement, the last time of each target.
     *
     * @param read operations of the run, in their order
     */
    public static List<OperationRecord> answers(Run run, Decision statement, Collection<OperationRecord> read) {
        Map<String, OperationRecord> last = new LinkedHashMap<>();
        after(run, Claim.stated(statement), read)
                .filter(one -> one.state() == OperationState.DONE)
                .forEach(one -> last.put(place(one), one));
        return List.copyOf(last.values());
    }

    private static String place(OperationRecord one) {
        return one.operation() + " " + one.target();
    }

    /** Whatever came of questions at the source after a claim, by the order of the steps or by the clock. */
    private static Stream<OperationRecord> after(Run run, Claim claim, Collection<OperationRecord> read) {
        List<String> steps = read.stream().map(OperationRecord::step).distinct().toList();
        int own = steps.indexOf(claim.step());
        return atSource(run, read)
                .filter(one -> own >= 0 && steps.indexOf(one.step()) > own
                        || one.startedAt()
                                .filter(begun -> !begun.isBefore(claim.at()))
                                .isPresent());
    }

    private static Stream<OperationRecord> atSource(Run run, Collection<OperationRecord> read) {
        return read.stream()
                .filter(one -> asks(one) && one.site().equals(run.source()))
                .filter(one -> one.state() == OperationState.DONE || one.state() == OperationState.FAILED);
    }

    /** What the source said of itself there, or {@code no answer}. */
    public static String word(OperationRecord answer) {
        return said(answer).orElse("no answer");
    }

    /** Something may have been read although the question did not end well. */
    private static Optional<String> said(OperationRecord answer) {
        return Stream.of("role", "state")
                .map(answer.outputs()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> answer.readings().stream()
                        .filter(one -> one.name().equals("role") || one.name().equals("state"))
                        .map(Reading::value)
                        .reduce((earlier, later) -> later));
    }

    /**
     * Why a claim does not count, for people; empty where nothing that was read contradicts it. Of each target counts what it has
     * said last, however often it was silent since.
     *
     * @param promoting the step that promotes, whose last questions count, whatever the clocks of the nodes say
     */
    static Optional<String> objection(Run run, Claim claim, String promoting, Collection<OperationRecord> read) {
        Map<String, OperationRecord> last = new LinkedHashMap<>();
        after(run, claim, read).forEach(one -> last.put(place(one), one));
        Map<String, OperationRecord> now = new LinkedHashMap<>();
        atSource(run, read).filter(one -> one.step().equals(promoting)).forEach(one -> now.put(place(one), one));
        last.putAll(now);
        Map<String, OperationRecord> heard = new LinkedHashMap<>();
        Stream.concat(after(run, claim, read), now.values().stream())
                .filter(one -> ACTIVE.contains(word(one)) || QUIET.contains(word(one)))
                .forEach(one -> heard.put(place(one), one));
        heard.values().removeIf(one -> QUIET.contains(word(one)));
        return heard.isEmpty()
                ? Optional.empty()
                : Optional.of(contradiction(run, claim, heard.values(), last.values()));
    }

    private static String contradiction(
            Run run, Claim claim, Collection<OperationRecord> active, Collection<OperationRecord> last) {
        String said = active.stream()
                .map(one -> "%s as %s at %s"
                        .formatted(
                                one.target(),
                                word(one),
                                one.endedAt().map(Instant::toString).orElse("a time not recorded")))
                .collect(Collectors.joining(", "));
        String since = last.containsAll(active)
                ? ""
                : ". It was silent when it was asked again, which takes nothing back: only who knows better can state it anew";
        return "%s that %s takes no writes, but it answers there: %s. Promoting %s would make two active sites; stop or fence %s, then retry%s"
                .formatted(claim.words(), run.source(), said, run.target(), run.source(), since);
    }
}
