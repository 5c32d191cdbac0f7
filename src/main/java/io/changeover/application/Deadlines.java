package io.changeover.application;

import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.Decision;
import io.changeover.domain.run.Run;
import java.time.Duration;
import java.time.Instant;

/**
 * By when a question wants its answer, from what its plan promises. Nothing happens by itself when that time is over: it
 * sorts the questions, so that what users suffer from comes first.
 */
public final class Deadlines {
    /** For what nobody suffers from yet. */
    static final Duration UNHURRIED = Duration.ofDays(1);

    private final Plans plans;

    public Deadlines(Plans plans) {
        this.plans = plans;
    }

    /**
     * When the answer is due, and when somebody should look whether it is coming.
     *
     * @param followUp half the time to {@code due}
     */
    public record Deadline(Instant due, Instant followUp) {
        static Deadline between(Instant asked, Instant due) {
            return new Deadline(due, asked.plus(Duration.between(asked, due).dividedBy(2)));
        }
    }

    /** The deadline of a question that is asked now. */
    public Deadline of(Run run, Decision.Kind kind, Instant asked) {
        return Deadline.between(asked, due(plans.of(run), run, kind, asked));
    }

    private static Instant due(ProtectionPlan plan, Run run, Decision.Kind kind, Instant asked) {
        if (kind == Decision.Kind.WINDOW) {
            return plan.window()
                    .map(window -> window.openingAt(asked).closes())
                    .orElse(asked.plus(plan.objectives().rto()));
        }
        if (kind == Decision.Kind.APPROVAL && !run.unplanned()) {
            return plan.window()
                    .filter(window -> run.type().planned())
                    .map(window -> before(window, asked))
                    .orElse(asked.plus(UNHURRIED));
        }
        if (kind == Decision.Kind.PROTECTION) {
            return asked.plus(UNHURRIED);
        }
        if (kind == Decision.Kind.DRILL) {
            return asked.plus(plan.drill().limit());
        }
        return asked.plus(plan.objectives().rto());
    }

    /** An approval that comes after the opening uses up the window; one that comes after its end has missed it. */
    private static Instant before(Window window, Instant asked) {
        Window.Opening opening = window.openingAt(asked);
        return opening.contains(asked) ? opening.closes() : opening.opens();
    }
}
