package io.changeover.dashboard;

import io.changeover.application.Steering;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The verbs that steer a run as its page offers them; answers to questions are offered with the question. */
final class Controls {
    private Controls() {}

    static List<ControlView> of(Run run, List<Steering.Offer> offers) {
        return offers.stream()
                .filter(offer -> switch (offer.verb()) {
                    case PAUSE, RESUME, ABORT, CANCEL -> true;
                    case UNPLANNED -> run.type().planned();
                    case RETRY, SKIP -> false;
                })
                .map(offer -> view(run, offer))
                .toList();
    }

    private static ControlView view(Run run, Steering.Offer offer) {
        String verb = offer.verb().wireName();
        String id = offer.step().map(step -> verb + "-" + step.number()).orElse(verb);
        String path = offer.step()
                .map(step -> "/runs/%s/steps/%d/%s".formatted(run.id(), step.number(), verb))
                .orElse("/runs/%s/%s".formatted(run.id(), verb));
        String step = offer.step().map(Controls::name).orElse("");
        return switch (offer.verb()) {
            case PAUSE ->
                new ControlView(
                        id,
                        path,
                        "Pause the run",
                        "Operations under way end, none begins. The run stays where it is.",
                        Tone.NEUTRAL,
                        refusal(offer));
            case RESUME ->
                new ControlView(
                        id, path, "Resume the run", "It goes on where it was paused.", Tone.GOOD, refusal(offer));
            case ABORT ->
                new ControlView(
                        id,
                        path,
                        "Abort the run",
                        "What was done is undone in reverse order, and that %s serves is read back."
                                .formatted(run.source()),
                        Tone.BAD,
                        refusal(offer));
            case UNPLANNED ->
                new ControlView(
                        id,
                        path,
                        "Go on without the source",
                        "The run leaves the planned path. What may be lost with %s is announced and must be approved."
                                .formatted(run.source()),
                        Tone.BAD,
                        refusal(offer));
            case CANCEL, RETRY, SKIP ->
                new ControlView(
                        id,
                        path,
                        "Cancel " + step,
                        "What hangs is ended now, at its host, too; whether it had an effect is not known then. The run"
                                + " does not end: it asks what now.",
                        Tone.WARNING,
                        refusal(offer));
        };
    }

    private static String name(StepRecord step) {
        String group = step.group().map(one -> " (" + one + ")").orElse("");
        return "step %d: %s%s".formatted(step.number(), step.name(), group);
    }

    private static @Nullable String refusal(Steering.Offer offer) {
        return offer.allowed()
                ? null
                : offer.refusals().stream().map(Blocker::sentence).collect(Collectors.joining("; "));
    }
}
