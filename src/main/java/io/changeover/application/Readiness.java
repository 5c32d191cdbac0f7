package io.changeover.application;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.RunType;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Says beforehand what the gate would say to a start. It asks the gate itself, without a reason: the gate lets nobody in
 * who gives none, and names everything else that stands in the way with it. Nothing is kept. Thread-safe.
 */
public final class Readiness {
    private static final String ASKED_WITHOUT = "REASON_MISSING";

    private final StartRun gate;
    private final TransactionOperations transactions;

    public Readiness(StartRun gate, TransactionOperations transactions) {
        this.gate = gate;
        this.transactions = transactions;
    }

    /** Every reason why that caller may not start a run of that type now; empty where they may. */
    public List<Blocker> blockers(Caller caller, RunType type, PlanId plan) {
        StartRun.Request question = new StartRun.Request(
                caller,
                type,
                type.wireName(),
                0,
                "",
                Optional.empty(),
                Optional.of(plan.value()),
                Optional.empty(),
                "",
                false);
        try {
            transactions.executeWithoutResult(tx -> gate.start(question));
        } catch (RefusedException refused) {
            return refused.blockers().stream()
                    .filter(one -> !one.code().equals(ASKED_WITHOUT))
                    .toList();
        }
        throw new IllegalStateException("the gate has let in a start without a reason");
    }
}
