package io.changeover.cli;

import io.changeover.api.model.GroupView;
import io.changeover.api.model.PlanDetail;
import io.changeover.api.model.PlanView;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StartRunRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a run, after showing what moves where and asking once. */
@Command(
        name = "start",
        description = {
            "Starts a runbook for a plan. Shows first what moves where, and asks to type the plan's name.",
            "The server refuses, with every reason at once, what the plan's state does not allow."
        },
        footer = {
            "",
            "Examples:",
            "  changeover run start switchover shop --reason rehearsal --dry-run --watch",
            "  changeover run start switchover shop --reason CHG-17 --key CHG-17 --watch",
            "  changeover run start drill shop --reason quarterly --watch"
        })
final class RunStart implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(
            index = "0",
            paramLabel = "RUNBOOK",
            description =
                    "switchover, failback, failover, reprotect, drill, uncertain-restart, resolve-split-brain, or one of yours.")
    private String runbook = "";

    @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's name.")
    private String plan = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with your name.")
    private String reason = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Your key for this run, such as a ticket: starting again with it starts nothing.")
    private @Nullable String key;

    @Option(names = "--target", paramLabel = "SITE", description = "The site to move to, where there is a choice.")
    private @Nullable String target;

    @Option(names = "--dry-run", description = "Change nothing; list what would be changed.")
    private boolean dryRun;

    @Option(
            names = "--hold",
            description = "Of a drill: hold the clones open for people, until somebody ends it or its limit is over.")
    private boolean hold;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Option(names = "--watch", description = "Stay and show what happens; end with the run's outcome.")
    private boolean watch;

    RunStart(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = root.api();
        PlanDetail detail = api.get("/plans/" + Api.encode(plan), PlanDetail.class);
        preview(detail).forEach(root.printer()::aside);
        if (!dryRun) {
            confirmation.askFor(root, plan, "not started");
        }
        RunView run = start(api);
        if (watch) {
            return new Watch(root, run.id()).toTheEnd();
        }
        if (root.printer().forPrograms()) {
            root.printer().json(run);
        } else {
            root.printer().line("%s started; follow it with 'changeover run watch %s'".formatted(run.id(), run.id()));
        }
        return Exit.DONE;
    }

    private RunView start(Api api) {
        try {
            return api.post(
                    "/runs", new StartRunRequest(runbook, plan, reason, key, dryRun, target, hold), RunView.class);
        } catch (Failure failure) {
            if (failure.exit() != Exit.UNKNOWN) {
                throw failure;
            }
            String again = key == null ? "" : " Starting again with the same --key cannot start a second run.";
            throw failure.advise(
                    "Look with 'changeover run list --plan %s' before you repeat it.%s".formatted(plan, again));
        }
    }

    /** What moves where, as far as the plan tells. */
    private List<String> preview(PlanDetail detail) {
        PlanView now = detail.plan();
        String active = now.activeSite();
        List<String> lines = new ArrayList<>();
        lines.add("%s%s of plan '%s' (version %d)"
                .formatted(dryRun ? "Dry run: " : "", runbook, now.name(), now.version()));
        if (active == null) {
            lines.add("  the active site is not known");
        } else if (runbook.equals("reprotect")) {
            lines.add("  %s keeps serving; the data of %s is made to follow it".formatted(active, other(now, active)));
        } else if (runbook.equals("drill")) {
            lines.add("  %s keeps serving and is only read; clones are made at %s, tested, and removed again"
                    .formatted(active, other(now, active)));
        } else {
            String goal = goal(now, active);
            lines.add("  from %s (active)  to %s".formatted(active, goal));
            members(detail, active, goal, lines);
        }
        lines.add("  objectives: RPO %s, RTO %s"
                .formatted(
                        Times.words(now.objectives().rpo()),
                        Times.words(now.objectives().rto())));
        return lines;
    }

    private static void members(PlanDetail detail, String from, String to, List<String> lines) {
        List<String> starts = detail.groups().stream().map(RunStart::words).toList();
        List<String> stops = new ArrayList<>(starts);
        Collections.reverse(stops);
        lines.add("  stops at %s, in this order: %s".formatted(from, String.join(", ", stops)));
        if (!detail.datasets().isEmpty()) {
            lines.add("  becomes writable at %s: %s".formatted(to, String.join(", ", detail.datasets())));
        }
        lines.add("  starts at %s, in this order: %s".formatted(to, String.join(", ", starts)));
        if (!detail.routes().isEmpty()) {
            lines.add("  points to %s: %s".formatted(to, String.join(", ", detail.routes())));
        }
    }

    private static String words(GroupView group) {
        int count = group.instances().size();
        return "%s (%d %s)".formatted(group.name(), count, count == 1 ? "instance" : "instances");
    }

    private String goal(PlanView now, String active) {
        if (target != null) {
            return target;
        }
        return runbook.equals("failback") ? now.preferredSite() : other(now, active);
    }

    private static String other(PlanView now, String active) {
        return now.sites().stream()
                .filter(site -> !site.equals(active))
                .findFirst()
                .orElse("the other site");
    }
}
