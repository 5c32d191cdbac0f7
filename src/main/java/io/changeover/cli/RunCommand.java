package io.changeover.cli;

import io.changeover.api.model.EventView;
import io.changeover.api.model.NotificationView;
import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs: what moves, what waits for a person, and how it went. */
@Command(name = "run", synopsisSubcommandLabel = "COMMAND", description = "Start, watch and steer runs.")
final class RunCommand {
    private final RootCommand root;

    RunCommand(RootCommand root) {
        this.root = root;
    }

    @Command(name = "list", description = "Shows runs, the newest first.")
    int list(
            @Option(names = "--plan", paramLabel = "PLAN", description = "Only those of this plan.") @Nullable
                    String plan,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "Only those in this state: RUNNING, PAUSED, ABORTING or ENDED.")
                    @Nullable
                    String state) {
        List<String> query = new ArrayList<>();
        if (plan != null) {
            query.add("plan=" + Api.encode(plan));
        }
        if (state != null) {
            query.add("state=" + Api.encode(state));
        }
        List<RunView> runs =
                root.api().list("/runs" + (query.isEmpty() ? "" : "?" + String.join("&", query)), RunView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(runs);
            return Exit.DONE;
        }
        List<List<@Nullable String>> rows = runs.stream().map(this::row).toList();
        root.printer()
                .table(List.of("RUN", "RUNBOOK", "FROM", "TO", "STATE", "OUTCOME", "STARTED", "TOOK", "BY"), rows);
        return Exit.DONE;
    }

    private List<@Nullable String> row(RunView run) {
        return Arrays.asList(
                run.id(),
                run.runbook() + (run.dryRun() ? " (dry run)" : ""),
                run.source(),
                run.target(),
                run.waitingFor().isEmpty() ? run.state() : run.state() + ", waits",
                run.outcome(),
                root.times().day(run.startedAt()),
                Times.between(run.startedAt(), run.endedAt()),
                run.requester());
    }

    @Command(name = "show", description = "Shows one run: its steps, operations, decisions and events so far.")
    int show(@Parameters(paramLabel = "RUN", description = "The run, such as shop-12.") String id) {
        RunDetail detail = root.api().get("/runs/" + Api.encode(id), RunDetail.class);
        if (root.printer().forPrograms()) {
            root.printer().json(detail);
            return Exit.DONE;
        }
        Timeline timeline = new Timeline(root.times());
        timeline.news(detail).forEach(root.printer()::line);
        for (EventView event : detail.events()) {
            root.printer()
                    .line("%s  %s %s %s"
                            .formatted(
                                    root.times().clock(event.at()),
                                    event.actor(),
                                    event.what(),
                                    Timeline.plain(event.detail())));
        }
        Timeline.offers(detail).ifPresent(root.printer()::line);
        undelivered(id);
        return Exit.DONE;
    }

    /** Whom the plan names and who could not be told yet. */
    private void undelivered(String id) {
        for (NotificationView one :
                root.api().list("/runs/" + Api.encode(id) + "/notifications", NotificationView.class)) {
            if (!one.state().equals("SENT")) {
                String error = one.error();
                root.printer()
                        .line("not told: %s of '%s', %s after %d %s%s"
                                .formatted(
                                        Timeline.plain(one.receiver()),
                                        one.event(),
                                        one.state(),
                                        one.attempts(),
                                        one.attempts() == 1 ? "try" : "tries",
                                        error == null ? "" : ": " + Timeline.plain(error)));
            }
        }
    }

    @Command(
            name = "decide",
            description = {
                "Answers a question that waits for a person: approve or decline a run, or say what to do with operations",
                "that failed. 'changeover decisions' shows the questions, what is known and what may be answered.",
                "An answer that sets things in motion shows the evidence and asks to type the plan's name."
            })
    int decide(
            @Parameters(
                            paramLabel = "TASK|RUN",
                            description = "The question's task, or a run that waits for exactly one answer.")
                    String which,
            @Option(names = "--choice", paramLabel = "CHOICE", required = true, description = "The answer.")
                    String choice,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with your name.")
                    String reason,
            @Mixin Confirmation confirmation) {
        return new Answer(root).give(which, choice, reason, confirmation);
    }

    @Command(name = "retry", description = "Does again what failed, where a run asks about one failed step.")
    int retry(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "Why; kept with your name.",
                            defaultValue = "")
                    String reason) {
        return new Answer(root).give(id, "retry", reason, new Confirmation());
    }

    @Command(name = "skip", description = "Goes on without what failed, where a run asks about one failed step.")
    int skip(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with your name.")
                    String reason,
            @Mixin Confirmation confirmation) {
        return new Answer(root).give(id, "skip", reason, confirmation);
    }

    @Command(
            name = "abort",
            description = {
                "Before the point of no return: undoes what was done, in reverse, and reads back that the source serves.",
                "After it the server refuses: the run goes on only by decision."
            })
    int abort(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason,
            @Mixin Confirmation confirmation) {
        String what = "Aborts %s: what it did is undone in reverse.".formatted(id);
        confirmation.ask(root, Confirmation.planOf(id), what, "not aborted");
        return steer(id, "abort", reason);
    }

    @Command(
            name = "unplanned",
            description = {
                "The source of a planned move is lost, before its point of no return: leaves the planned path. What was",
                "done stays done; the loss is announced, approved, and the target taken over without the source."
            })
    int unplanned(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason,
            @Mixin Confirmation confirmation) {
        String what = "Has %s go on without its source: what is not at the target is lost.".formatted(id);
        confirmation.ask(root, Confirmation.planOf(id), what, "nothing was changed");
        return steer(id, "unplanned", reason);
    }

    @Command(name = "pause", description = "Lets operations under way end and begins no more.")
    int pause(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return steer(id, "pause", reason);
    }

    @Command(name = "resume", description = "Lets a paused run go on.")
    int resume(
            @Parameters(paramLabel = "RUN", description = "The run.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return steer(id, "resume", reason);
    }

    private int steer(String id, String verb, String reason) {
        RunView run = root.api().post("/runs/" + Api.encode(id) + "/" + verb, new ReasonRequest(reason), RunView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(run);
        } else {
            root.printer().line("%s: %s".formatted(run.id(), run.state()));
        }
        return Exit.DONE;
    }
}
