package io.changeover.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a run shows.
 *
 * @param clock how long users are without the service, and when it is likely to end
 * @param next the names of steps still to come, as far as known, in order
 * @param reportPage the path of the run's report as a page
 * @param reportJson the path of the run's report as JSON
 * @param controls what the person who looks at the page may do to it now, and why not the rest
 */
public record RunPage(
        RunHead head,
        RunClock clock,
        List<StepView> steps,
        List<String> next,
        List<DecisionView> decisions,
        String reportPage,
        String reportJson,
        List<ControlView> controls) {
    public RunPage {
        steps = List.copyOf(steps);
        next = List.copyOf(next);
        decisions = List.copyOf(decisions);
        controls = List.copyOf(controls);
    }

    /** Whether anything on the page may still change. */
    public boolean open() {
        return head.endedAt() == null;
    }

    /** Questions that nobody has answered. */
    public List<DecisionView> openDecisions() {
        return decisions.stream().filter(one -> one.decidedAt() == null).toList();
    }

    /** Questions with their answers. */
    public List<DecisionView> answers() {
        return decisions.stream().filter(one -> one.decidedAt() != null).toList();
    }

    /** Changes when what the decisions and buttons show changes, and only then. */
    public String actionsVersion() {
        return Integer.toHexString(List.of(decisions, controls, open()).hashCode());
    }

    /** The step that is at work or waits, or null. */
    public @Nullable StepView current() {
        return steps.stream().filter(StepView::open).findFirst().orElse(null);
    }
}
