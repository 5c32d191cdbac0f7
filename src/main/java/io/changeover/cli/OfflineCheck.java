package io.changeover.cli;

import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanProblemView;
import java.util.List;
import java.util.Optional;

/** Judges a plan file without a server, as the server would. */
@FunctionalInterface
public interface OfflineCheck {

    /** What is in the file, or everything that is wrong with it. Never throws for what is in it. */
    Answer check(String yaml);

    /**
     * A judgement.
     *
     * @param plan present exactly when there are no problems
     */
    record Answer(Optional<PlanCheckView> plan, List<PlanProblemView> problems) {
        public Answer {
            problems = List.copyOf(problems);
        }
    }
}
