package io.changeover.runbook.gate;

import io.changeover.application.Approvals;
import io.changeover.application.ChooseSite;
import io.changeover.application.Deadlines;
import io.changeover.application.Decisions;
import io.changeover.application.Evidence;
import io.changeover.application.LostSource;
import io.changeover.application.RefusedException;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Blocker;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunType;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What a user task passes: its question is written down with the evidence, and its answer is judged. */
public final class DecisionGate {
    static final String COMMENT = "comment";
    /** Task variable: whether it is an {@link #APPROVAL} or a {@link #DECISION} that is asked for. */
    static final String ASKS_FOR = "asksFor";

    static final String APPROVAL = "approval";
    static final String DECISION = "decision";
    /** Variable of tasks and runs alike: the plan that it is about. */
    static final String PLAN = "planId";

    private final Decisions decisions;
    private final Evidence evidence;
    private final ChooseSite chooseSite;
    private final LostSource lostSource;
    private final Deadlines deadlines;
    private final Approvals approvals;
    private final RunStore runs;
    private final IdentityService identity;

    /** What knows the questions that are not about a failure, and by when all of them want an answer. */
    public record Questions(ChooseSite chooseSite, LostSource lostSource, Deadlines deadlines) {}

    public DecisionGate(
            Decisions decisions,
            Evidence evidence,
            Questions questions,
            Approvals approvals,
            RunStore runs,
            IdentityService identity) {
        this.decisions = decisions;
        this.evidence = evidence;
        this.chooseSite = questions.chooseSite();
        this.lostSource = questions.lostSource();
        this.deadlines = questions.deadlines();
        this.approvals = approvals;
        this.runs = runs;
        this.identity = identity;
    }

    void ask(DelegateTask task, Decision.Kind kind) {
        Run run = run(task);
        switch (kind) {
            case APPROVAL -> askForApproval(task, run);
            case WINDOW ->
                ask(
                        task,
                        run,
                        kind,
                        text(task, "windowExplanation") + ". What now?",
                        evidence.lines(run),
                        List.of(Decisions.GO, Decisions.WAIT, Decisions.STOP));
            case FAILURE -> askAboutFailure(task, run);
            case SITE ->
                ask(task, run, kind, chooseSite.question(run), chooseSite.evidence(run), chooseSite.choices(run));
            case PROTECTION ->
                ask(task, run, kind, text(task, "question"), evidence.unprotected(run), List.of(Decisions.CLOSE));
            case DRILL ->
                ask(
                        task,
                        run,
                        kind,
                        "The drill of plan %s is held open at %s. Are the clones needed no longer?"
                                .formatted(run.plan(), run.target()),
                        evidence.lines(run),
                        List.of(Decisions.END));
            case MANUAL ->
                ask(task, run, kind, deed(task), evidence.lines(run), List.of(Decisions.DONE, Decisions.SKIP));
        }
        task.setName(task.getName() + " · " + run.id());
    }

    /** What is to be done by hand: what the diagram says of the task, else its name. */
    private static String deed(DelegateTask task) {
        return task.getBpmnModelElementInstance().getDocumentations().stream()
                .map(text -> text.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> head(text, 1_900))
                .orElse(task.getName());
    }

    private void askAboutFailure(DelegateTask task, Run run) {
        List<String> choices = List.of(text(task, "choices").split(" "));
        if (choices.contains(Decisions.STATED)) {
            task.addCandidateGroup(decisions.statement(run).group());
        }
        ask(
                task,
                run,
                Decision.Kind.FAILURE,
                text(task, "question"),
                evidence.failures(run, text(task, "stepId")),
                choices);
    }

    private void askForApproval(DelegateTask task, Run run) {
        String direction = run.source() + " → " + run.target();
        task.setVariableLocal("direction", direction);
        if (run.unplanned()) {
            task.setVariableLocal("loss", head(lostSource.loss(run)));
            ask(
                    task,
                    run,
                    Decision.Kind.APPROVAL,
                    head(lostSource.question(run), 1_900) + approvals.soFar(run),
                    lostSource.lines(run),
                    lostSource.choices(run));
            return;
        }
        String question = run.type() == RunType.DRILL
                ? "May plan %s be drilled at %s? %s asks: %s"
                        .formatted(run.plan(), run.target(), run.requester(), run.reason())
                : "May plan %s move from %s to %s? %s asks: %s"
                        .formatted(run.plan(), run.source(), run.target(), run.requester(), run.reason());
        task.setVariableLocal("lag", head(evidence.lag(run)));
        task.setVariableLocal("expectedOutage", evidence.expectedOutage(run));
        ask(
                task,
                run,
                Decision.Kind.APPROVAL,
                question + approvals.soFar(run),
                evidence.lines(run),
                List.of(Decisions.APPROVE, Decisions.DECLINE));
    }

    private void ask(
            DelegateTask task, Run run, Decision.Kind kind, String question, List<String> lines, List<String> choices) {
        task.removeVariable(choiceVariable(kind));
        task.removeVariable(COMMENT);
        task.setVariableLocal("question", question);
        task.setVariableLocal("evidence", head(String.join("\n", lines)));
        shelve(task, run, kind);
        Optional<String> step = kind == Decision.Kind.FAILURE ? Optional.of(text(task, "stepId")) : Optional.empty();
        decisions.ask(task.getId(), run, kind, step, question, lines, choices);
    }

    /** What lists of tasks are made and sorted by. */
    private void shelve(DelegateTask task, Run run, Decision.Kind kind) {
        task.setVariableLocal(ASKS_FOR, Decisions.approves(kind) ? APPROVAL : DECISION);
        task.setVariableLocal(PLAN, run.plan().value());
        Instant asked = task.getCreateTime().toInstant();
        Deadlines.Deadline deadline = deadlines.of(run, kind, asked);
        task.setDueDate(Date.from(deadline.due()));
        task.setFollowUpDate(Date.from(deadline.followUp()));
    }

    void answer(DelegateTask task) {
        Decision decision = decisions
                .find(task.getId())
                .orElseThrow(() -> RefusedException.because("TASK_UNKNOWN", "task " + task.getId() + " asks nothing"));
        Optional<String> choice = Optional.ofNullable(task.getVariable(choiceVariable(decision.kind())))
                .map(Object::toString);
        decisions.answer(task.getId(), EngineCaller.of(identity), choice, text(task, COMMENT));
        task.setVariable("decidedTask", task.getId());
        chooseSite.chosen(task.getId()).ifPresent(run -> {
            task.setVariable("sourceSite", run.source().value());
            task.setVariable("targetSite", run.target().value());
        });
    }

    /** The process variable that the answer is given in. */
    public static String choiceVariable(Decision.Kind kind) {
        return kind == Decision.Kind.WINDOW ? "windowChoice" : "choice";
    }

    /** Why whoever calls may not answer that task; empty where they may, or where it asks nothing any more. */
    List<Blocker> againstCaller(String task) {
        return decisions
                .find(task)
                .filter(found -> found.decidedAt().isEmpty())
                .flatMap(found -> runs.find(found.run())
                        .map(run -> decisions.callerBlockers(EngineCaller.of(identity), run, found)))
                .orElse(List.of());
    }

    void withdraw(DelegateTask task) {
        decisions.withdraw(task.getId());
    }

    /** Whether another person is to be asked the same before the run goes on. */
    boolean wantsMore(String run) {
        return approvals.wantsMore(runs.find(new RunId(run)).orElseThrow());
    }

    private Run run(DelegateTask task) {
        return runs.find(new RunId(text(task, "runId"))).orElseThrow();
    }

    private static String text(DelegateTask task, String variable) {
        return Optional.ofNullable(task.getVariable(variable))
                .map(Object::toString)
                .orElse("");
    }

    /** The engine keeps text variables of up to 4,000 characters; the journal has the rest. */
    private static String head(String text) {
        return head(text, 3_900);
    }

    private static String head(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\n…";
    }
}
