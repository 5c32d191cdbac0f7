package io.changeover.application;

import io.changeover.application.port.StepStore;
import io.changeover.application.port.WatchStore;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Dataset;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.PossibleLoss;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunType;
import io.changeover.domain.run.Sightings;
import io.changeover.domain.watch.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person must know and may answer before a service leaves a site that may be lost. */
public final class LostSource {
    /** The code of an approval that is refused, because the source is there again. */
    static final String SOURCE_SEEN = "SOURCE_SEEN";

    /** How far back what the watch has read of a dataset is worth telling. */
    private static final Duration RECENT = Duration.ofDays(1);

    private static final int SAMPLES = 1_000;

    private final Plans plans;
    private final StepStore steps;
    private final WatchStore watch;

    public LostSource(Plans plans, StepStore steps, WatchStore watch) {
        this.plans = plans;
        this.steps = steps;
        this.watch = watch;
    }

    /** The question, with what was seen and what may be lost. */
    public String question(Run run) {
        Sightings sightings = sightings(run);
        String seen = sightings.confirmed()
                ? "%s is lost, as %s say%s."
                        .formatted(
                                run.source(),
                                String.join(" and ", sightings.vantages().keySet()),
                                contradiction(run).map(", but "::concat).orElse(""))
                : "%s is NOT confirmed lost: %s.".formatted(run.source(), String.join("; ", sightings.objections()));
        return "%s May plan %s move from %s to %s and lose what had not arrived there (%s)? %s asks: %s"
                .formatted(seen, run.plan(), run.source(), run.target(), loss(run), run.requester(), run.reason());
    }

    /** What may be lost of every dataset, for one line; what is not known is called so. */
    public String loss(Run run) {
        List<PossibleLoss> losses = losses(run);
        List<String> words = new ArrayList<>();
        losses.forEach(one -> words.add(one.words() + lastBytes(run, one)));
        plans.of(run).datasets().stream()
                .map(Dataset::name)
                .filter(name -> losses.stream().noneMatch(one -> one.dataset().equals(name)))
                .forEach(name -> words.add(name + " unknown"));
        return words.isEmpty() ? "no dataset is replicated" : String.join(", ", words);
    }

    /** What was seen from where and what the target holds, one line each. */
    public List<String> lines(Run run) {
        Sightings sightings = sightings(run);
        List<String> lines = new ArrayList<>(sightings.sentences());
        contradiction(run).ifPresent(lines::add);
        lines.add("possible loss: " + loss(run));
        plans.of(run).datasets().forEach(dataset -> lines.add(lastRead(run, dataset.name())));
        losses(run).forEach(one -> lines.add("%s at %s: %s".formatted(one.dataset(), run.target(), one.message())));
        sightings
                .looks()
                .forEach(one -> lines.add("%s %s: %s"
                        .formatted(
                                one.target(), Sightings.seen(one), one.message().orElse("no message"))));
        return lines;
    }

    /** Where the target cannot tell how many bytes are missing, what the watch has read last. */
    private String lastBytes(Run run, PossibleLoss loss) {
        return loss.lag().bytes().isPresent()
                ? ""
                : lastLag(run, loss.dataset())
                        .map(last -> "; " + last.brief(looked(run)))
                        .orElse("");
    }

    /** How far behind the watch has read a dataset to be, the last time that its bytes could be told. */
    private String lastRead(Run run, String dataset) {
        return lastLag(run, dataset)
                .map(last -> last.words(looked(run)))
                .orElse(dataset + " was not read by the watch in bytes within the last day");
    }

    private Optional<LastLag> lastLag(Run run, String dataset) {
        return LastLag.of(
                watch.series(run.plan(), Optional.of(dataset), run.startedAt().minus(RECENT), SAMPLES));
    }

    /** When the source was looked at first in this run. */
    private Instant looked(Run run) {
        return steps.operationsOf(run.id(), Set.of(Operation.LOOK)).stream()
                .flatMap(one -> one.startedAt().stream())
                .min(Comparator.naturalOrder())
                .orElse(run.startedAt());
    }

    /**
     * What may be answered. Nobody may go on without a copy at the target; only who overrides the evidence may go on
     * where the source is not confirmed lost, or while the watch sees it serve again and again although it is; a run that
     * has begun to move the service is ended by an abort only.
     */
    public List<String> choices(Run run) {
        List<String> choices = new ArrayList<>();
        boolean confirmed = sightings(run).confirmed();
        if (withoutCopy(run).isEmpty()) {
            if (confirmed) {
                choices.add(Decisions.APPROVE);
            }
            if (!confirmed || contradiction(run).isPresent()) {
                choices.add(Decisions.OVERRIDE);
            }
        }
        choices.add(Decisions.LOOK);
        if (run.type() == RunType.FAILOVER) {
            choices.add(confirmed ? Decisions.DECLINE : Decisions.STOP);
        }
        return choices;
    }

    /** What the watch has seen serving at the source since it was looked at last, so that what was found there is old. */
    List<Blocker> returned(Run run) {
        Instant looked = sightings(run).begin().orElse(run.startedAt());
        return served(run, looked).stream()
                .map(seen -> new Blocker(
                        SOURCE_SEEN,
                        "%s was looked at at %s, and the watch has read there since: %s; look again"
                                .formatted(run.source(), looked, seen)))
                .toList();
    }

    /** What the watch has seen serving at the source since this run looked at it first, whatever it has looked at since. */
    private Optional<String> contradiction(Run run) {
        return served(run, looked(run)).map("the watch has read there since it was looked at first: %s"::formatted);
    }

    /** What the watch has seen serving at the source last, if that was after this moment; however silent it is now. */
    private Optional<String> served(Run run, Instant after) {
        return watch.now(run.plan()).stream()
                .flatMap(now -> now.served().stream())
                .filter(one -> one.site().equals(run.source()) && one.at().isAfter(after))
                .map(one -> "%s %s at %s"
                        .formatted(one.name(), one.found() == Found.PRIMARY ? "primary" : "running", one.at()))
                .findFirst();
    }

    /** The datasets of which no copy could be read at the target. */
    public String withoutCopy(Run run) {
        return losses(run).stream()
                .filter(one -> !one.read())
                .map(PossibleLoss::dataset)
                .collect(Collectors.joining(", "));
    }

    private List<PossibleLoss> losses(Run run) {
        ProtectionPlan plan = plans.of(run);
        List<OperationRecord> operations = steps.operationsOf(run.id());
        return plan.datasets().stream()
                .map(dataset -> PossibleLoss.of(dataset.name(), operations))
                .flatMap(Optional::stream)
                .toList();
    }

    private Sightings sightings(Run run) {
        return Sightings.of(steps.operationsOf(run.id()));
    }
}
