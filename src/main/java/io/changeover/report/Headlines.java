package io.changeover.report;

import io.changeover.connector.spi.Durations;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.StepRecord;
import io.changeover.report.RunReport.Failure;
import io.changeover.report.RunReport.Headline;
import io.changeover.report.RunReport.Skip;
import io.changeover.report.RunReport.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a run in one sentence, and after it who skipped what and why, and what else must be known first. */
final class Headlines {
    private final Records records;
    private final Run run;
    private final List<Skip> skips;
    private final List<Failure> failures;
    private final int intended;

    Headlines(Records records, List<Skip> skips, List<Failure> failures, int intended) {
        this.records = records;
        this.run = records.run();
        this.skips = skips;
        this.failures = failures;
        this.intended = intended;
    }

    Headline write() {
        Headline plain = run.outcome().isPresent() ? ended() : underWay();
        List<String> more = new ArrayList<>(new Cautions(records).sentences());
        if (!skips.isEmpty()) {
            more.add(0, skipped());
        }
        if (more.isEmpty()) {
            return plain;
        }
        Tone tone = plain.tone() == Tone.BAD ? Tone.BAD : Tone.WARNING;
        return new Headline(tone, plain.sentence() + " " + String.join(" ", more));
    }

    private Headline ended() {
        String took = " in "
                + Durations.format(
                        Duration.between(run.startedAt(), run.endedAt().orElse(records.lastMoment())));
        return switch (run.outcome().orElseThrow()) {
            case COMPLETED -> skips.isEmpty() ? say(Tone.GOOD, "completed%s", took) : withSkips(took);
            case COMPLETED_WITH_SKIPS -> withSkips(took);
            case COMPLETED_UNPROTECTED ->
                say(Tone.WARNING, "moved the service%s, but replication back does not run", took);
            case REHEARSED -> say(Tone.NEUTRAL, "changed nothing; it would make %s", Words.count(intended, "change"));
            case DECLINED -> say(Tone.NEUTRAL, "was declined%s; nothing was changed", decliner());
            case ABORTED ->
                untouched()
                        ? say(Tone.NEUTRAL, "was aborted%s; nothing was changed", took)
                        : say(
                                Tone.BAD,
                                "was aborted%s; what was done was undone and %s serves, read back",
                                took,
                                run.source());
            case NOT_READY -> say(Tone.BAD, "did not begin: not ready; nothing was changed%s", failed());
            case FAILED ->
                run.type() == RunType.DRILL
                        ? say(Tone.BAD, "failed%s; production was not touched%s", took, failed())
                        : say(Tone.BAD, "failed%s; the state of the service is not proved%s", took, failed());
        };
    }

    /** A source that is lost is not asked whether it serves, so nothing else is said of a run that changed nothing. */
    private boolean untouched() {
        return run.unplanned()
                && records.operations().stream()
                        .noneMatch(one ->
                                one.operation().changing() && one.startedAt().isPresent());
    }

    private Headline withSkips(String took) {
        String what = skips.isEmpty()
                ? "with operations skipped"
                : "with " + Words.count(skips.size(), "operation") + " skipped";
        return say(Tone.WARNING, "went through%s %s", took, what);
    }

    private Headline underWay() {
        if (run.state() == RunState.ENDED) {
            return say(Tone.BAD, "ended; how is not recorded");
        }
        boolean asked =
                records.decisions().stream().anyMatch(one -> one.decidedAt().isEmpty());
        Optional<StepRecord> open =
                records.steps().stream().filter(one -> !one.state().terminal()).findFirst();
        String where = open.map(one -> " at step %d, %s".formatted(one.number(), one.name()))
                .orElse("");
        String how = switch (run.state()) {
            case PAUSED -> "is paused";
            case ABORTING -> "is being aborted";
            case RUNNING, ENDED -> asked ? "waits for a decision" : "is under way";
        };
        return say(asked || run.state() != RunState.RUNNING ? Tone.WARNING : Tone.NEUTRAL, how + "%s", where);
    }

    private Headline say(Tone tone, String form, Object... values) {
        String what = run.dryRun()
                ? "dry run of " + run.type().wireName()
                : run.type().wireName();
        String where = run.type().moving() ? " from %s to %s".formatted(run.source(), run.target()) : "";
        String sentence = "%s of %s%s %s.".formatted(what, run.plan(), where, form.formatted(values));
        return new Headline(tone, Words.sentence(sentence));
    }

    private String decliner() {
        return records.decisions().stream()
                .filter(one -> one.decidedBy().isPresent())
                .reduce((first, second) -> second)
                .map(one -> " by " + one.decidedBy().orElseThrow()
                        + one.reason()
                                .filter(text -> !text.isBlank())
                                .map(": %s"::formatted)
                                .orElse(""))
                .orElse("");
    }

    private String failed() {
        return failures.isEmpty()
                ? ""
                : "; failed: "
                        + Words.some(failures.stream()
                                .map(one -> Words.operation(one.operation(), one.target(), one.site()))
                                .toList());
    }

    private String skipped() {
        Map<Group, List<Skip>> groups =
                skips.stream().collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(entry -> entry.getKey().sentence(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** What one person skipped of one step for one reason. */
    private record Group(
            int step,
            String stepName,
            @Nullable String decidedBy,
            @Nullable String reason) {
        static Group of(Skip skip) {
            return new Group(skip.step(), skip.stepName(), skip.decidedBy(), skip.reason());
        }

        String sentence(List<Skip> members) {
            String who = decidedBy == null ? "Someone not recorded" : decidedBy;
            String why = reason == null || reason.isBlank() ? "no reason recorded" : "“" + reason + "”";
            String what = Words.some(members.stream()
                    .map(one -> Words.operation(one.operation(), one.target(), one.site()))
                    .toList());
            return "%s skipped %s in step %d, %s: %s.".formatted(who, what, step, stepName, why);
        }
    }
}
