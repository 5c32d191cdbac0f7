package io.changeover.application.port;

import io.changeover.domain.plan.ProtectionPlan;
import java.util.List;

/** Reads plan files. */
public interface PlanParser {
    /** One mistake in a plan file; lines and columns count from 1. */
    record Problem(int line, int column, String path, String message) {}

    /** The file has mistakes; all of them are named. */
    final class InvalidPlanException extends RuntimeException {
        private final transient List<Problem> problems;

        public InvalidPlanException(List<Problem> problems) {
            super(problems.size() + (problems.size() == 1 ? " mistake" : " mistakes") + " in the plan");
            this.problems = List.copyOf(problems);
        }

        /** Every mistake, by line. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * Reads a plan.
     *
     * @throws InvalidPlanException with every mistake in it
     */
    ProtectionPlan parse(String yaml);
}
