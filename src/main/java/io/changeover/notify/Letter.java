package io.changeover.notify;

import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Run;
import java.util.ArrayList;
import java.util.List;

/** The same facts as a short mail. */
final class Letter {
    private Letter() {}

    /** One line: which plan, which run, and what. */
    static String subject(Notification notification, Run run) {
        return "[%s] run %s: %s"
                .formatted(run.plan(), run.id(), notification.fact().headline());
    }

    static String text(Notification notification, Run run, Links links) {
        Fact fact = notification.fact();
        List<String> lines = new ArrayList<>();
        lines.add(fact.headline() + ".");
        lines.add("");
        fact.question().ifPresent(question -> {
            lines.add(question.text());
            lines.add("Answers: %s (group %s)".formatted(String.join(", ", question.choices()), question.group()));
            lines.add("");
        });
        lines.add("Plan:    " + run.plan()
                + fact.plan().map(state -> " (" + state + ")").orElse(""));
        lines.add("Run:     %s, %s from %s to %s%s"
                .formatted(
                        run.id(), run.type().wireName(), run.source(), run.target(), run.dryRun() ? ", dry run" : ""));
        lines.add("State:   "
                + fact.state()
                + fact.outcome().map(outcome -> ", " + outcome).orElse(""));
        lines.add("Who:     " + run.requester());
        lines.add("Why:     " + run.reason());
        lines.add("When:    " + notification.at());
        links.run(run.id()).ifPresent(link -> lines.add("Page:    " + link));
        links.report(run.id()).ifPresent(link -> lines.add("Report:  " + link));
        lines.add("");
        lines.add("Event %s, number %d of this run, id %s"
                .formatted(notification.event().wireName(), notification.sequence(), notification.id()));
        return String.join("\n", lines) + "\n";
    }
}
