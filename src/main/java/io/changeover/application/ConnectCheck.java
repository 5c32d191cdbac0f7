package io.changeover.application;

import io.changeover.application.port.FreshLogins;
import io.changeover.application.port.OperationExecutor;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Group;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Asks everything that a plan names whether it is reached and ready, as the first step of a run would, and the active
 * side whether it is healthy. Logs in anew for it, begins no run and changes nothing. Thread-safe.
 */
public final class ConnectCheck {
    /** How long one question is asked at most. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int MOST_OPERATIONS = 64;
    private static final int MOST_CHECKS = 4;

    private final FanOut fanOut;
    private final FreshLogins logins;
    private final Clock clock;
    private final Semaphore room = new Semaphore(MOST_CHECKS);

    public ConnectCheck(FanOut fanOut, FreshLogins logins, Clock clock) {
        this.fanOut = fanOut;
        this.logins = logins;
        this.clock = clock;
    }

    /** Hears how it goes, from many threads at once. When it throws, nobody listens any more and the check is ended. */
    public interface Progress {
        /** Of who waits for the end. */
        Progress NONE = new Progress() {
            @Override
            public void planned(List<OperationRecord> all) {}

            @Override
            public void begun(OperationRecord operation) {}

            @Override
            public void ended(OperationRecord operation) {}
        };

        /** All that will be asked. */
        void planned(List<OperationRecord> all);

        /** One question is asked now. */
        void begun(OperationRecord operation);

        /** One question was answered, or was not within its time. */
        void ended(OperationRecord operation);
    }

    /**
     * Asks, and answers when everything was asked.
     *
     * @param active the site at which the service is said to run
     * @param asker who wants to know
     * @return each operation as it ended, in the order of the plan
     * @throws RefusedException if this server is at several such checks already
     */
    public List<OperationRecord> check(ProtectionPlan plan, SiteId active, String asker, Progress progress) {
        if (!room.tryAcquire()) {
            throw RefusedException.because(
                    "CHECK_BUSY",
                    "this server is at %d such checks already; ask again when one has ended".formatted(MOST_CHECKS));
        }
        try (FreshLogins.Lease fresh = logins.lend()) {
            return asked(
                    inAHurry(plan), Runs.reading(plan, active, asker, clock.instant()), fresh.executor(), progress);
        } finally {
            room.release();
        }
    }

    private List<OperationRecord> asked(ProtectionPlan plan, Run run, OperationExecutor executor, Progress progress) {
        List<OperationRecord> operations = operations(plan, run);
        progress.planned(operations);
        FanOut.Work work = new FanOut.Work();
        int parallel = Math.min(plan.limits().parallel(), MOST_OPERATIONS);
        FanOut.Deed deed = one -> {
            progress.begun(one);
            OperationRecord ended = executor.execute(plan, run, one, Map.of());
            progress.ended(ended);
            return Optional.of(ended);
        };
        List<OperationRecord> ended =
                fanOut.run(operations, parallel, work, one -> fanOut.inRoom(plan, one, in -> orNone(deed, in, work)));
        if (ended.size() < operations.size()) {
            throw new IllegalStateException("the check of plan %s was ended after %d of %d questions"
                    .formatted(plan.id(), ended.size(), operations.size()));
        }
        List<OperationRecord> ordered = new ArrayList<>(ended);
        ordered.sort(Comparator.comparingInt(OperationRecord::number));
        return SiteClocks.judged(plan, ordered, progress::ended);
    }

    /** Where one question cannot be asked or told of, all others end, too. */
    private static Optional<OperationRecord> orNone(FanOut.Deed deed, OperationRecord operation, FanOut.Work work)
            throws InterruptedException {
        try {
            return deed.on(operation);
        } catch (RuntimeException e) {
            work.cancel();
            throw e;
        }
    }

    private static List<OperationRecord> operations(ProtectionPlan plan, Run run) {
        OperationPlanner planner = new OperationPlanner(plan, run, (connector, operation) -> false);
        List<List<OperationDraft>> ranks = new ArrayList<>();
        for (StepKind kind : List.of(StepKind.CHECK_READINESS, StepKind.CHECK_HEALTH, StepKind.VERIFY_TRAFFIC)) {
            ranks.addAll(planner.ranks(kind, Optional.empty(), Optional.of(run.source())));
        }
        ranks.stream()
                .flatMap(List::stream)
                .map(OperationDraft::operation)
                .filter(Operation::changing)
                .findAny()
                .ifPresent(changing -> {
                    throw new IllegalStateException("a check does not " + changing);
                });
        return OpenStep.records("check", ranks);
    }

    /** Nobody wants to wait minutes for what does not answer. */
    private static ProtectionPlan inAHurry(ProtectionPlan plan) {
        Limits limits = plan.limits();
        return new ProtectionPlan(
                plan.id(),
                plan.objectives(),
                plan.sites(),
                plan.hosts(),
                plan.groups().stream().map(ConnectCheck::inAHurry).toList(),
                plan.datasets(),
                plan.routes().stream()
                        .map(route -> new Route(
                                route.name(), route.connector(), route.placements(), inAHurry(route.checks())))
                        .toList(),
                plan.hooks(),
                plan.fencing(),
                plan.approvals(),
                plan.window(),
                new Limits(
                        limits.parallel(),
                        limits.perHost(),
                        shorter(limits.operation()),
                        limits.clockSkew(),
                        limits.evidence()),
                List.of(),
                plan.witnesses(),
                plan.watch(),
                plan.trigger(),
                plan.drill());
    }

    private static Group inAHurry(Group group) {
        return new Group(
                group.name(),
                group.parallel(),
                group.instances().stream()
                        .map(one -> new Instance(one.name(), one.connector(), one.placements(), inAHurry(one.checks())))
                        .toList());
    }

    private static List<Check> inAHurry(List<Check> checks) {
        return checks.stream()
                .map(one -> new Check(one.connector(), one.settings(), one.times(), one.every(), shorter(one.within())))
                .toList();
    }

    private static Duration shorter(Duration limit) {
        return limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    }
}
