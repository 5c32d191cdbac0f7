package io.changeover.runbook.trial;

import io.changeover.application.JudgeRoles;
import io.changeover.runbook.lint.Delegate;
import io.changeover.runbook.lint.Delegate.Effect;
import io.changeover.runbook.trial.Option.Deed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** In which ways everything that a run can wait for can go. The first is the one that people hope for. */
final class Outcomes {
    /** What never fails: a step that only gathers, and the answer that is handed on. */
    private static final Set<Delegate> SURE = EnumSet.of(Delegate.GATHER_EVIDENCE, Delegate.APPLY_DECISION);

    /** What is gone on without only with a statement of a person. */
    private static final Set<Effect> PROOFS = EnumSet.of(Effect.PROVE, Effect.FENCE);

    private static final String OPENS = "2131-03-01T01:00:00Z";

    private final Diagrams diagrams;

    Outcomes(Diagrams diagrams) {
        this.diagrams = diagrams;
    }

    /** The ways to begin: a real run and a dry run, with and without what a plan or a caller may add. */
    List<Option> starts(String runbook) {
        List<Option> starts = new ArrayList<>();
        for (boolean dry : either(runbook, "dryRun")) {
            for (boolean unasked : dry ? List.of(false) : either(runbook, "approvalNeeded")) {
                for (boolean hold : dry ? List.of(false) : either(runbook, "hold")) {
                    String name = (dry ? "dry run" : "real run")
                            + (unasked ? ", nobody approves" : "")
                            + (hold ? ", held open" : "");
                    starts.add(new Option(
                            Deed.START, "", runbook, "start", "Start", name, variables(dry, !dry && !unasked, hold)));
                }
            }
        }
        return starts;
    }

    private List<Boolean> either(String runbook, String variable) {
        return diagrams.reads(runbook, variable) ? List.of(false, true) : List.of(false);
    }

    private static Map<String, Object> variables(boolean dryRun, boolean approvalNeeded, boolean hold) {
        Map<String, Object> variables = new LinkedHashMap<>(Map.of("runId", "shop-1", "planId", "shop"));
        variables.putAll(Map.of("sourceSite", "fra", "targetSite", "ams", "requester", "olga"));
        variables.putAll(Map.of("requestReason", "a trial", "approvers", "approvers", "lossApprovers", "approvers"));
        variables.putAll(Map.of("dryRun", dryRun, "approvalNeeded", approvalNeeded, "hold", hold));
        variables.putAll(Map.of("stepId", "1", "question", "What now?", "choices", "retry skip abort"));
        variables.putAll(Map.of("abortable", true, "losable", true, "statable", true));
        return variables;
    }

    /**
     * The ways on from one thing that is waited for.
     *
     * @param caught whether the diagram has a path of its own for a failure of this step
     * @param losable whether it has one for the loss of the source
     * @param promoted whether the point of no return lies behind
     */
    List<Option> of(Token token, boolean caught, boolean losable, boolean promoted) {
        return switch (token.kind()) {
            case STEP -> ofStep(token, caught, losable && !promoted, promoted);
            case TASK -> ofTask(token);
            case TIMER -> List.of(option(Deed.RING, token, "time", Map.of()));
            case EVENT -> List.of(option(Deed.RECEIVE, token, "arrives", Map.of()));
        };
    }

    private List<Option> ofStep(Token token, boolean caught, boolean losable, boolean promoted) {
        Delegate step = diagrams.step(token.process(), token.element()).orElse(Delegate.CHECK_READINESS);
        if (step == Delegate.PLAN_WINDOW) {
            return List.of(
                    window(token, "NONE", "go"),
                    window(token, "OPEN", "go"),
                    window(token, "LATER", "wait"),
                    window(token, "TIGHT", "wait"));
        }
        if (step == Delegate.JUDGE_ROLES) {
            return List.of(JudgeRoles.Finding.values()).stream()
                    .map(one -> option(Deed.PASS, token, one.wireName(), Map.of("roles", one.wireName())))
                    .toList();
        }
        List<Option> options = new ArrayList<>(List.of(option(Deed.PASS, token, "ok", Map.of())));
        if (SURE.contains(step)) {
            return options;
        }
        if (caught) {
            options.add(option(Deed.FAIL, token, "failed", Map.of()));
        } else {
            options.add(option(Deed.PASS, token, PROOFS.contains(step.effect()) ? "stated" : "skip", Map.of()));
        }
        if (losable) {
            options.add(option(Deed.LOSE, token, "lost", Map.of()));
        }
        if (!promoted) {
            options.add(option(Deed.ABORT, token, "abort", Map.of()));
        }
        return options;
    }

    private Option window(Token token, String state, String choice) {
        Map<String, Object> found = Map.of(
                "windowState", state,
                "windowChoice", choice,
                "windowOpensAt", OPENS,
                "nextWindowOpensAt", OPENS,
                "windowExplanation", "a trial");
        return option(Deed.PASS, token, state.toLowerCase(Locale.ROOT), found);
    }

    private List<Option> ofTask(Token token) {
        String kind =
                diagrams.property(token.process(), token.element(), "decision").orElse("MANUAL");
        String variable = kind.equals("WINDOW") ? "windowChoice" : "choice";
        List<String> answers = diagrams.answers(token.process(), token.element(), variable);
        if (answers.isEmpty()) {
            answers = switch (kind) {
                case "FAILURE" -> List.of("retry", "skip", "abort");
                case "SITE" -> List.of("fra", "ams", "stop");
                default -> List.of("done");
            };
        }
        return answers.stream()
                .map(answer -> option(Deed.ANSWER, token, answer, Map.of(variable, answer, "comment", "a trial")))
                .toList();
    }

    private Option option(Deed deed, Token token, String outcome, Map<String, Object> variables) {
        return new Option(
                deed,
                token.id(),
                token.process(),
                token.element(),
                diagrams.name(token.process(), token.element()),
                outcome,
                variables);
    }
}
