package io.changeover.report;

import io.changeover.application.Drills;
import io.changeover.domain.plan.Instance;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.RunType;
import io.changeover.report.Compliance.Gap;
import io.changeover.report.Compliance.Lack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a plan lacks now. */
final class Gaps {
    private final Dossier dossier;
    private final ProtectionPlan plan;
    private final List<Gap> all = new ArrayList<>();

    private Gaps(Dossier dossier) {
        this.dossier = dossier;
        this.plan = dossier.plan();
    }

    static List<Gap> of(Dossier dossier) {
        return new Gaps(dossier).all();
    }

    private List<Gap> all() {
        state();
        drills();
        proofs();
        people();
        return List.copyOf(all);
    }

    private void add(Lack code, String form, Object... values) {
        all.add(new Gap(code, form.formatted(values)));
    }

    private void state() {
        PlanState state = dossier.status().state();
        if (state != PlanState.ACTIVE && state != PlanState.TESTING && state != PlanState.MOVING) {
            String note = dossier.status().note();
            add(Lack.STATE, "The plan is %s%s.", new Wording().constant(state), note.isBlank() ? "" : ": " + note);
        }
        dossier.alarms().stream()
                .filter(one -> one.clearedAt().isEmpty())
                .forEach(one ->
                        add(Lack.ALARM, "%s, since %s.", one.sentence(), new Wording().dateTime(one.raisedAt())));
    }

    private void drills() {
        Drills.Standing drill = dossier.drill();
        if (!drill.wanted()) {
            add(Lack.NO_DRILL, "The plan does not say what is drilled.");
            return;
        }
        if (drill.overdue()) {
            String last = drill.passed()
                    .map(at -> "the last one that did was at " + new Wording().dateTime(at))
                    .orElse("none ever has");
            add(
                    Lack.DRILL_OVERDUE,
                    "A drill must reach its goal every %s; %s.",
                    Wording.brief(plan.drill().every()),
                    last);
        }
        drill.last()
                .filter(run -> run.outcome().filter(one -> one.good()).isEmpty())
                .ifPresent(run -> add(Lack.DRILL_FAILED, "The last drill, %s, did not reach its goal.", run.id()));
    }

    private void proofs() {
        List<String> unchecked = plan.groups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(one -> one.checks().isEmpty())
                .map(Instance::name)
                .toList();
        if (!unchecked.isEmpty()) {
            add(Lack.NO_CHECK, "Nobody asks whether %s works: no check.", Words.some(unchecked));
        }
        if (plan.routes().stream().allMatch(one -> one.checks().isEmpty())) {
            add(Lack.NO_TRAFFIC_PROOF, "No route has a check, so that no real traffic proves that users are served.");
        }
        if (plan.witnesses().isEmpty()) {
            add(Lack.NO_WITNESS, "No witness: that a site is lost is only ever one server's word.");
        }
        boolean stopOnly = plan.sites().keySet().stream()
                .anyMatch(site -> plan.fencing().of(site).stream().allMatch(one -> one.verifiedStop()));
        if (stopOnly) {
            add(Lack.NO_FENCING, "A site that is lost can be fenced by nothing but a person's statement.");
        }
    }

    private void people() {
        List<String> loose = Stream.of(RunType.SWITCHOVER, RunType.FAILBACK, RunType.FAILOVER)
                .filter(type -> !plan.approval(type).notRequester())
                .map(RunType::wireName)
                .toList();
        if (!loose.isEmpty()) {
            add(Lack.SELF_APPROVAL, "Who asks for a run may approve it: %s.", Words.some(loose));
        }
        if (plan.receivers().isEmpty()) {
            add(Lack.NOBODY_TOLD, "Nobody is told what happens to the plan.");
        }
    }
}
