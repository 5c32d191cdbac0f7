package io.changeover.dashboard;

import io.changeover.application.port.PlanParser.Problem;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.site.SiteId;
import java.util.List;

/**
 * What is said of a plan file.
 *
 * @param tone whether that is good
 * @param sentence in one line
 * @param lines one by one: mistakes, changes, refusals
 * @param findings what was asked, and how it answered
 */
public record FileJudgement(Tone tone, String sentence, List<Line> lines, List<Finding> findings) {
    public FileJudgement {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /**
     * One of several things.
     *
     * @param place where it is; empty where that is said already
     * @param heavy whether it wants a second look
     */
    public record Line(String place, String words, boolean heavy) {}

    /** One question and its answer. */
    public record Finding(boolean good, String what, String words) {}

    static FileJudgement good(String sentence) {
        return new FileJudgement(Tone.GOOD, sentence, List.of(), List.of());
    }

    static FileJudgement mistakes(List<Problem> problems) {
        List<Line> lines = problems.stream()
                .map(one -> new Line("line %d:%d".formatted(one.line(), one.column()), said(one), false))
                .toList();
        return new FileJudgement(Tone.BAD, count(lines.size(), "mistake") + " in the file.", lines, List.of());
    }

    static FileJudgement refused(List<String> sentences) {
        return new FileJudgement(
                Tone.BAD,
                "Refused.",
                sentences.stream().map(one -> new Line("", one, false)).toList(),
                List.of());
    }

    static FileJudgement changes(PlanId plan, List<PlanChange> changes) {
        if (changes.isEmpty()) {
            return good("Nothing of plan %s would change in effect.".formatted(plan));
        }
        List<Line> lines = changes.stream()
                .map(one -> new Line("", one.sentence(), one.severity() == PlanChange.Severity.DANGEROUS))
                .toList();
        boolean heavy = lines.stream().anyMatch(Line::heavy);
        return new FileJudgement(
                heavy ? Tone.WARNING : Tone.NEUTRAL,
                "%s of plan %s.%s"
                        .formatted(
                                count(changes.size(), "change"),
                                plan,
                                heavy ? " Those in bold take protection away or change an order." : ""),
                lines,
                List.of());
    }

    static FileJudgement answers(PlanId plan, SiteId active, List<Finding> findings) {
        long bad = findings.stream().filter(one -> !one.good()).count();
        String end = "%s, active at %s; %s asked.".formatted(plan, active, count(findings.size(), "question"));
        return bad == 0
                ? new FileJudgement(Tone.GOOD, "Ready: plan " + end, List.of(), findings)
                : new FileJudgement(
                        Tone.BAD, "Not ready: %d wrong in plan %s".formatted(bad, end), List.of(), findings);
    }

    private static String said(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
