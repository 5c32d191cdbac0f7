package io.changeover.api;

import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ControlView;
import io.changeover.api.model.DecisionView;
import io.changeover.api.model.EventView;
import io.changeover.api.model.FindingView;
import io.changeover.api.model.ObjectivesView;
import io.changeover.api.model.OperationView;
import io.changeover.api.model.PlanView;
import io.changeover.api.model.ReadingView;
import io.changeover.api.model.RunView;
import io.changeover.api.model.StepView;
import io.changeover.application.Steering;
import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.StepRecord;
import io.changeover.domain.site.SiteId;
import java.util.List;

/** The domain as the wire shows it. */
final class Views {
    private Views() {}

    static PlanView plan(PlanStatus status, ProtectionPlan plan, PlanVersion version) {
        return new PlanView(
                status.id().value(),
                status.version(),
                plan.sites().keySet().stream().map(SiteId::value).toList(),
                plan.preferredSite().value(),
                status.activeSite().value(),
                status.state().name(),
                status.epoch(),
                status.holder().map(RunId::value).orElse(null),
                new ObjectivesView(plan.objectives().rpo(), plan.objectives().rto()),
                version.appliedBy(),
                version.appliedAt());
    }

    static RunView run(Run run, List<Decision> open) {
        return new RunView(
                run.id().value(),
                run.plan().value(),
                run.planVersion(),
                run.type().wireName(),
                run.runbook(),
                run.source().value(),
                run.target().value(),
                run.dryRun(),
                run.requester(),
                run.reason(),
                run.businessKey(),
                run.state().name(),
                run.outcome().map(Enum::name).orElse(null),
                run.epoch(),
                run.startedAt(),
                run.endedAt().orElse(null),
                run.pointOfNoReturn().orElse(null),
                open.stream().map(Views::decision).toList());
    }

    static DecisionView decision(Decision decision) {
        return new DecisionView(
                decision.task(),
                decision.run().value(),
                decision.kind().name(),
                decision.step().orElse(null),
                decision.question(),
                decision.evidence(),
                decision.choices(),
                decision.group(),
                decision.askedAt(),
                decision.decidedAt().orElse(null),
                decision.decidedBy().orElse(null),
                decision.choice().orElse(null),
                decision.reason().orElse(null));
    }

    static StepView step(StepRecord step, List<OperationRecord> operations) {
        return new StepView(
                step.number(),
                step.name(),
                step.activity(),
                step.process(),
                step.group().orElse(null),
                step.state().name(),
                step.startedAt(),
                step.endedAt().orElse(null),
                operations.stream().map(Views::operation).toList());
    }

    static FindingView finding(OperationRecord operation) {
        return new FindingView(
                operation.number(),
                operation.kind().name(),
                operation.operation().name(),
                operation.target(),
                operation.kind() == Kind.CHECK ? operation.check() + 1 : null,
                operation.site().value(),
                operation.host().orElse(null),
                operation.state().open() ? null : operation.state() == OperationState.DONE,
                operation.errorCode().orElse(null),
                operation.message().orElse(null));
    }

    private static OperationView operation(OperationRecord operation) {
        return new OperationView(
                operation.number(),
                operation.operation().name(),
                operation.kind().name(),
                operation.target(),
                operation.site().value(),
                operation.host().orElse(null),
                operation.state().name(),
                operation.outcome().map(Enum::name).orElse(null),
                operation.verdict().map(Enum::name).orElse(null),
                operation.errorCode().orElse(null),
                operation.message().orElse(null),
                operation.attempts(),
                operation.readings().stream()
                        .map(one -> new ReadingView(one.at(), one.name(), one.value()))
                        .toList(),
                operation.outputs(),
                operation.output(),
                operation.startedAt().orElse(null),
                operation.endedAt().orElse(null));
    }

    static ControlView control(Steering.Offer offer) {
        return new ControlView(
                offer.verb().wireName(),
                offer.step().map(StepRecord::number).orElse(null),
                offer.allowed(),
                offer.refusals().stream()
                        .map(one -> new BlockerView(one.code(), one.sentence()))
                        .toList());
    }

    static EventView event(RunEvent event) {
        return new EventView(event.at(), event.actor(), event.what(), event.detail());
    }
}
