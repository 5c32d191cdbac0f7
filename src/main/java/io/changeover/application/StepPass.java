package io.changeover.application;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.changeover.application.port.OperationExecutor.CutShortException;
import io.changeover.application.port.OperationJournal;
import io.changeover.application.port.OperationJournal.Permission;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.StepRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** One pass of a worker through the operations of a step, rank by rank. Of one thread, which lends itself to others. */
final class StepPass {
    private final Tools tools;
    private final ProtectionPlan plan;
    private final Run run;
    private final StepRecord step;
    private final FanOut.Work work;
    private final FencingRound fencing;
    /** Whether the step promotes. */
    private final boolean promoting;
    /** In the order of their ranks, those that are to be done. */
    private final Map<Integer, List<OperationRecord>> ranks;
    /** The end of a lone operation is written with that of its step: one commit less between two steps. */
    private final boolean alone;
    /** What has ended so far, in earlier passes too. */
    private final List<OperationRecord> ended;
    /** Those of these whose ends are written with that of the step. */
    private final List<OperationRecord> unwritten = new ArrayList<>();
    /** Lines of ends that may not be durable yet. */
    private final Queue<CompletableFuture<Void>> ends = new ConcurrentLinkedQueue<>();
    /** What the commands of the rank under way are told beside what they are told always. */
    private Map<String, String> variables = Map.of();
    /** Whether the sites were asked in this pass. */
    private boolean asked;

    /** What every pass works with. */
    record Tools(FanOut fanOut, OperationJournal journal, CloseStep closeStep, StepStore steps, Clock clock) {}

    StepPass(Tools tools, ProtectionPlan plan, WorkQueue.Opened taken, FanOut.Work work) {
        this.tools = tools;
        this.plan = plan;
        this.run = taken.run();
        this.step = taken.step();
        this.work = work;
        List<OperationRecord> all = taken.operations();
        Consistency consistency = new Consistency(plan, all);
        fencing = new FencingRound(plan, run, all, tools.clock());
        promoting = tools.closeStep().promotes(run, all);
        Predicate<OperationRecord> toDo = one -> one.state().open() || consistency.isStale(one) || fencing.isStale(one);
        ended = all.stream().filter(toDo.negate()).collect(toCollection(ArrayList::new));
        ranks = all.stream().filter(toDo).collect(groupingBy(OperationRecord::rank, TreeMap::new, toList()));
        alone = ranks.values().stream().mapToInt(List::size).sum() == 1;
    }

    /** Carries out what is to be done and may be. */
    CloseStep.Worked carryOut() {
        for (List<OperationRecord> operations : ranks.values()) {
            if (!fencing.passesOver(operations, ended) && !goesOn(operations)) {
                break;
            }
        }
        if (work.closing() && Failures.of(plan, ended).isEmpty()) {
            work.hold(); // all that was to be ended had just ended well
        }
        without(fencing.leftOut(ended));
        List<OperationRecord> judged = SiteClocks.judged(plan, ended, this::end);
        settle();
        Set<String> ids = unwritten.stream().map(OperationRecord::id).collect(toSet());
        List<OperationRecord> rest =
                judged.stream().filter(one -> ids.contains(one.id())).toList();
        return new CloseStep.Worked(judged, rest, work.stopped());
    }

    /** Takes note of operations that ended without having begun. */
    private void without(List<OperationRecord> operations) {
        ended.addAll(operations);
        unwritten.addAll(operations);
    }

    /** Carries out one rank; false where nothing after what has ended may begin. */
    private boolean goesOn(List<OperationRecord> operations) {
        if (!fencing.concerned() && !Failures.of(plan, ended).isEmpty()) {
            return false;
        }
        if (promoting && isRefused(operations) || !mayBegin(operations)) {
            return false;
        }
        variables = variables(operations);
        int parallel = OperationPlanner.parallel(plan, step.group());
        List<OperationRecord> before = List.copyOf(ended);
        List<OperationRecord> now = tools.fanOut()
                .run(operations, parallel, work, one -> tools.fanOut().inRoom(plan, one, in -> carryOut(before, in)));
        settle();
        ended.addAll(now);
        unwritten.addAll(alone ? now : List.of());
        return true;
    }

    private void end(OperationRecord operation) {
        ends.add(tools.journal().end(operation, step));
    }

    /** Waits until the ends of all that was carried out are durable. */
    private void settle() {
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the journal could not be written", e.getCause());
        }
        ends.clear();
    }

    /** The sites are asked before the first rank that wants it, and once more right before what promotes. */
    private boolean isRefused(List<OperationRecord> operations) {
        boolean promotes = operations.stream().anyMatch(one -> one.operation() == Operation.PROMOTE);
        if ((promotes || !asked) && !ask(tools.closeStep().questions(step, run, operations))) {
            return true;
        }
        List<OperationRecord> refused = tools.closeStep().refused(run, operations);
        without(refused);
        return !refused.isEmpty();
    }

    /**
     * Asks, all at once and within the time of a look, what the sites say of themselves; silence is written down as such. False
     * where a person has ended a question before it could be answered, which is no silence.
     */
    private boolean ask(List<OperationRecord> questions) {
        asked |= !questions.isEmpty();
        List<OperationRecord> before = List.copyOf(ended);
        List<OperationRecord> answers =
                tools.fanOut().run(questions, plan.limits().parallel(), work, one -> carryOut(before, one));
        settle();
        ended.addAll(answers);
        return answers.stream().allMatch(one -> one.state() == OperationState.DONE);
    }

    /** Whether it is asked ahead of a promotion, and not for its own sake. */
    private boolean isQuestion(OperationRecord one) {
        return promoting && SourceCheck.asks(one);
    }

    /** Whether a rank may begin now; one that promotes takes the run past its point of no return. */
    private boolean mayBegin(List<OperationRecord> operations) {
        CloseStep closeStep = tools.closeStep();
        boolean promotes = operations.stream().anyMatch(one -> closeStep.isPastPointOfNoReturn(run, one));
        if (work.stopped()
                || work.closing()
                || promotes && run.pointOfNoReturn().isEmpty() && !closeStep.passPointOfNoReturn(step)) {
            work.hold();
        }
        return !work.stopped();
    }

    private Optional<OperationRecord> carryOut(List<OperationRecord> before, OperationRecord operation)
            throws InterruptedException {
        Permission permission =
                tools.journal().begin(operation, step, tools.clock().instant());
        switch (permission) {
            case GRANTED -> {
                OperationRecord end = execute(before, operation);
                OperationRecord now = isQuestion(operation)
                        ? SourceCheck.found(end, tools.clock().instant())
                        : end;
                if (!alone || isQuestion(operation)) {
                    end(now);
                }
                return Optional.of(now);
            }
            case HELD -> work.hold();
            case REVOKED -> work.cancel();
        }
        return Optional.empty();
    }

    /** An operation that a person has ended fails, of unknown effect, and says who did it and why. */
    private OperationRecord execute(List<OperationRecord> before, OperationRecord operation)
            throws InterruptedException {
        Optional<OperationRecord> judged = fencing.judged(operation, before);
        if (judged.isPresent()) {
            return judged.get();
        }
        work.executes(operation);
        try {
            ProtectionPlan timed =
                    isQuestion(operation) ? plan.trying(plan.limits().evidence()) : fencing.timed(operation);
            return tools.fanOut()
                    .execute(timed, run, operation, operation.operation() == Operation.CALL ? variables : Map.of());
        } catch (CutShortException e) {
            return e.soFar().adding(work.endedBy(operation).orElseThrow(() -> e));
        } finally {
            work.executed();
        }
    }

    /** Read before anybody may interrupt: an interrupt while H2 reads closes its file for everybody. */
    private Map<String, String> variables(List<OperationRecord> operations) {
        return operations.stream().anyMatch(one -> one.operation() == Operation.CALL)
                ? Map.of(
                        "CHANGEOVER_RECOVERY_POINT",
                        ProvedPoint.of(plan, tools.steps().operationsOf(run.id())))
                : Map.of();
    }
}
