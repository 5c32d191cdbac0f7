package io.changeover.report;

import io.changeover.domain.plan.ApprovalRule;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.plan.Window;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.RunType;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in words what holds for a plan as a whole. */
final class PlanRules {
    private final ProtectionPlan plan;
    private final Map<String, String> rules = new LinkedHashMap<>();

    private PlanRules(ProtectionPlan plan) {
        this.plan = plan;
    }

    static Map<String, String> of(ProtectionPlan plan) {
        return new PlanRules(plan).all();
    }

    private Map<String, String> all() {
        rules.put("Start order", order(plan.startOrder()));
        rules.put("Stop order", order(plan.stopOrder()));
        plan.groups().forEach(one -> rules.put("Group " + one.name(), "at most %d at once".formatted(one.parallel())));
        plan.datasets()
                .forEach(one -> one.rpo().ifPresent(rpo -> rules.put("RPO of " + one.name(), Wording.brief(rpo))));
        for (RunType type : RunType.values()) {
            rules.put("Approval of " + type.wireName(), words(plan.approval(type)));
        }
        rules.put(
                "Statement that a source takes no writes", words(plan.fencing().statement()));
        rules.put("Window", plan.window().map(PlanRules::words).orElse("any time"));
        rules.put(
                "Limits",
                "%d operations at once, %d on one host; an operation is tried for %s; clocks may differ by %s; a look takes %s"
                        .formatted(
                                plan.limits().parallel(),
                                plan.limits().perHost(),
                                Wording.brief(plan.limits().operation()),
                                Wording.brief(plan.limits().clockSkew()),
                                Wording.brief(plan.limits().evidence())));
        rules.put(
                "Watch",
                "every %s, grace %s, history %s"
                        .formatted(
                                Wording.brief(plan.watch().every()),
                                Wording.brief(plan.watch().grace()),
                                Wording.brief(plan.watch().keep())));
        rules.put(
                "Trigger",
                "%s, after %d misses, one every %s"
                        .formatted(
                                plan.trigger().mode().wireName(),
                                plan.trigger().misses(),
                                Wording.brief(plan.trigger().every())));
        rules.put(
                "Drills",
                plan.drill().isSet()
                        ? "every %s, each for %s at most"
                                .formatted(
                                        Wording.brief(plan.drill().every()),
                                        Wording.brief(plan.drill().limit()))
                        : "none");
        rules.put("Told", told());
        return rules;
    }

    private static String order(List<String> groups) {
        return groups.isEmpty() ? "no groups" : String.join(", then ", groups);
    }

    private static String words(ApprovalRule rule) {
        return "%d of group %s, %s"
                .formatted(
                        rule.of(),
                        rule.group(),
                        rule.notRequester() ? "not who asked for it" : "also who asked for it");
    }

    private static String words(Window window) {
        String days = new TreeSet<>(window.days())
                .stream().map(DayOfWeek::name).map(day -> day.substring(0, 3)).collect(Collectors.joining(", "));
        return "%s, %s to %s (%s)".formatted(days, window.from(), window.to(), window.zone());
    }

    private String told() {
        return plan.receivers().isEmpty()
                ? "nobody"
                : plan.receivers().stream().map(PlanRules::words).collect(Collectors.joining("; "));
    }

    private static String words(Receiver receiver) {
        String events =
                receiver.on().stream().map(NotificationEvent::wireName).sorted().collect(Collectors.joining(", "));
        String how = receiver.webhook().isPresent() ? "webhook" : "mail";
        return "%s (%s) of %s".formatted(receiver.name(), how, events);
    }
}
