package io.changeover.cli;

import io.changeover.api.model.ControlView;
import io.changeover.api.model.DecisionView;
import io.changeover.api.model.OperationView;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A run as lines of text: remembers what was said, so that each look says only what is new. For one thread. */
final class Timeline {
    private static final Pattern SHARE = Pattern.compile("\\((\\d{1,3}) %\\)");
    private static final int RECOGNISED = 200;
    private static final Set<String> BAD = Set.of("FAILED", "SKIPPED", "CANCELLED");

    private final Times times;
    private final Map<String, String> said = new HashMap<>();

    Timeline(Times times) {
        this.times = times;
    }

    /** What has changed since the last look; everything at the first. */
    List<String> news(RunDetail detail) {
        List<String> lines = new ArrayList<>();
        RunView run = detail.run();
        if (changed("header", "said")) {
            lines.add("%s  %s: %s%s of plan %s, %s -> %s, started by %s: %s"
                    .formatted(
                            times.clock(run.startedAt()),
                            run.id(),
                            run.runbook(),
                            run.dryRun() ? " (dry run)" : "",
                            run.plan(),
                            run.source(),
                            run.target(),
                            run.requester(),
                            plain(run.reason())));
        }
        detail.steps().forEach(step -> step(step, lines));
        if (run.pointOfNoReturn() != null && changed("return", "passed")) {
            lines.add("%s  point of no return passed".formatted(times.clock(run.pointOfNoReturn())));
        }
        for (DecisionView decision : run.waitingFor()) {
            if (changed("decision " + decision.task(), "open")) {
                lines.add(times.clock(decision.askedAt()) + "  waits for a person");
                DecisionsCommand.lines(decision, run.waitingFor()).forEach(line -> lines.add("    " + line));
            }
        }
        boolean usual = run.state().equals("RUNNING") && !said.containsKey("run");
        if (changed("run", run.state()) && !usual) {
            lines.add(ending(run));
        }
        return lines;
    }

    /** The run's state as a line of its own; how it went, once it has ended. */
    String ending(RunView run) {
        if (!run.state().equals("ENDED")) {
            return "%s  %s is %s".formatted(times.clock(null), run.id(), run.state());
        }
        return "%s  %s ended: %s after %s"
                .formatted(
                        times.clock(run.endedAt()),
                        run.id(),
                        run.outcome(),
                        Times.between(run.startedAt(), run.endedAt()));
    }

    /** Text from elsewhere without what a terminal would obey. */
    static String plain(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    }

    /** Operations that did not reach their state, for the end. */
    static List<String> failures(RunDetail detail) {
        return detail.steps().stream()
                .flatMap(step -> step.operations().stream())
                .filter(operation -> BAD.contains(operation.state()))
                .map(operation -> "  " + sentence(operation))
                .toList();
    }

    /** What whoever looks may do to the run now, in one line; empty where that is nothing. */
    static Optional<String> offers(RunDetail detail) {
        List<String> possible = detail.controls().stream()
                .filter(ControlView::allowed)
                .map(one -> one.verb() + (one.step() == null ? "" : " step " + one.step()))
                .toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of("you may now: " + String.join(", ", possible));
    }

    /** {@code 3 Stop instances [app]}. */
    static String name(StepView step) {
        return step.number() + " " + step.name() + (step.group() == null ? "" : " [" + step.group() + "]");
    }

    /** {@code stop shop-1 at fra: DONE CHANGED is stopped (1.2 s)}. */
    static String sentence(OperationView operation) {
        StringBuilder text = new StringBuilder("%s %s at %s: %s"
                .formatted(
                        operation.operation().toLowerCase(Locale.ROOT),
                        operation.target(),
                        operation.site(),
                        operation.state()));
        add(text, " ", operation.outcome());
        add(text, " ", operation.errorCode());
        add(text, " ", operation.message());
        String took = Times.between(operation.startedAt(), operation.endedAt());
        if (!took.isEmpty()) {
            text.append(" (").append(took);
            text.append(operation.attempts() > 1 ? ", %d attempts)".formatted(operation.attempts()) : ")");
        }
        return text.toString();
    }

    private void step(StepView step, List<String> lines) {
        String key = "step " + step.number();
        if (changed(key + " begin", "open")) {
            lines.add("%s  step %s".formatted(times.clock(step.startedAt()), name(step)));
        }
        for (OperationView operation : step.operations()) {
            // A later step may have operations of the same number; an attempt after a decision is news, too.
            String state = operation.state() + more(operation);
            String name = key + " operation " + operation.number();
            if (!operation.state().equals("PENDING") && changed(name, state)) {
                lines.add("%s    %s".formatted(times.clock(at(operation)), sentence(operation)));
            }
            if (operation.state().equals("RUNNING")) {
                printed(name + " prints", operation, lines);
            }
        }
        boolean quiet = step.state().equals("OPEN") && !said.containsKey(key);
        if (changed(key, step.state()) && !quiet) {
            lines.add("%s  step %s: %s %s"
                    .formatted(
                            times.clock(step.endedAt()),
                            name(step),
                            step.state(),
                            Times.between(step.startedAt(), step.endedAt()))
                    .stripTrailing());
        }
    }

    /** What it has printed, as far as that is known. */
    static String output(OperationView operation) {
        String output = operation.output();
        return output == null ? "" : output;
    }

    /** The lines that an operation has printed since the last look; one that is not whole yet waits for its end. */
    private void printed(String key, OperationView operation, List<String> lines) {
        String output = output(operation);
        String now = output.substring(0, output.lastIndexOf('\n') + 1);
        now.substring(alreadySaid(now, said.getOrDefault(key, "")))
                .lines()
                .map(line -> "%s      %s | %s".formatted(times.clock(null), operation.target(), plain(line)))
                .forEach(lines::add);
        said.put(key, now);
    }

    /** How far a text was said before; of a long one the beginning may be gone meanwhile. */
    private static int alreadySaid(String now, String before) {
        if (now.startsWith(before)) {
            return before.length();
        }
        String last = before.substring(Math.max(0, before.length() - RECOGNISED));
        int at = last.length() < RECOGNISED ? -1 : now.lastIndexOf(last);
        return at < 0 ? 0 : at + last.length();
    }

    /** What makes the same state news: another attempt that failed, or another tenth of what there is to do. */
    private static String more(OperationView operation) {
        String message = operation.message();
        return switch (operation.state()) {
            case "FAILED" -> Integer.toString(operation.attempts());
            case "RUNNING" -> {
                Matcher share = SHARE.matcher(message == null ? "" : message);
                yield share.find() ? Integer.toString(Integer.parseInt(share.group(1)) / 10) : "";
            }
            default -> "";
        };
    }

    private static @Nullable Instant at(OperationView operation) {
        if (operation.endedAt() != null) {
            return operation.endedAt();
        }
        return more(operation).isEmpty() ? operation.startedAt() : null;
    }

    private boolean changed(String what, String now) {
        return !now.equals(said.put(what, now));
    }

    private static void add(StringBuilder text, String gap, @Nullable String more) {
        if (more != null && !more.isEmpty()) {
            text.append(gap).append(plain(more));
        }
    }
}
