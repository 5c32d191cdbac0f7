package io.changeover.dashboard;

import java.util.List;

/**
 * What everything that a plan file names answered when it was asked.
 *
 * @param sentence how that went, in one line
 * @param answers in the order of the plan
 */
public record PlanTrial(Tone tone, String sentence, List<Answer> answers) {
    public PlanTrial {
        answers = List.copyOf(answers);
    }

    /**
     * One question and its answer.
     *
     * @param asked what was asked, and where
     * @param found what is true there, or what was wanted and found
     */
    public record Answer(boolean good, String asked, String found) {}

    static PlanTrial of(String plan, String active, List<Answer> answers) {
        long bad = answers.stream().filter(one -> !one.good()).count();
        String end = "plan %s, active at %s; %d questions asked.".formatted(plan, active, answers.size());
        return bad == 0
                ? new PlanTrial(Tone.GOOD, "Ready: " + end, answers)
                : new PlanTrial(Tone.BAD, "Not ready, %d wrong: %s".formatted(bad, end), answers);
    }
}
