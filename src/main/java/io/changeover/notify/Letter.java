package io.changeover.notify;

import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same facts as a short mail. */
final class Letter {
    private Letter() {}

    /** One line: which plan, which run if it is of one, and what. */
    static String subject(Notification notification, Optional<Run> about) {
        String headline = notification.fact().headline();
        return about.map(run -> "[%s] run %s: %s".formatted(run.plan(), run.id(), headline))
                .orElseGet(() -> "[%s] %s".formatted(notification.subject(), headline));
    }

    static String text(Notification notification, Optional<Run> about, Links links) {
        Fact fact = notification.fact();
        List<String> lines = new ArrayList<>();
        lines.add(fact.headline() + ".");
        lines.add("");
        fact.question().ifPresent(question -> {
            lines.add(question.text());
            lines.add("Answers: %s (group %s)".formatted(String.join(", ", question.choices()), question.group()));
            lines.add("");
        });
        String plan = about.map(run -> run.plan().value()).orElseGet(notification::subject);
        lines.add("Plan:    " + plan
                + fact.plan().map(state -> " (" + state + ")").orElse(""));
        about.ifPresent(run -> lines.addAll(ofRun(run, fact)));
        fact.alarm().ifPresent(alarm -> lines.add("Alarm:   %s, %s".formatted(alarm.code(), alarm.subject())));
        lines.add("When:    " + notification.at());
        about.flatMap(run -> links.run(run.id())).ifPresent(link -> lines.add("Page:    " + link));
        about.flatMap(run -> links.report(run.id())).ifPresent(link -> lines.add("Report:  " + link));
        lines.add("");
        lines.add("Event %s, number %d of this %s, id %s"
                .formatted(
                        notification.event().wireName(),
                        notification.sequence(),
                        about.isPresent() ? "run" : "plan",
                        notification.id()));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> ofRun(Run run, Fact fact) {
        List<String> lines = new ArrayList<>();
        lines.add("Run:     %s, %s from %s to %s%s"
                .formatted(
                        run.id(), run.type().wireName(), run.source(), run.target(), run.dryRun() ? ", dry run" : ""));
        lines.add("State:   "
                + fact.state().map(Enum::name).orElse("")
                + fact.outcome().map(outcome -> ", " + outcome).orElse(""));
        lines.add("Who:     " + run.requester());
        lines.add("Why:     " + run.reason());
        return lines;
    }
}
