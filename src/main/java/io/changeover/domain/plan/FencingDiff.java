package io.changeover.domain.plan;

import io.changeover.connector.spi.Kind;
import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is different in how two plans make sure that a site takes no more writes. */
final class FencingDiff {
    private final ChangeList changes;
    private final PlaceDiff places;

    FencingDiff(Defaults defaults, ChangeList changes) {
        this.changes = changes;
        this.places = new PlaceDiff(defaults, changes);
    }

    void between(Fencing before, Fencing after) {
        for (FencingMethod was : before.methods()) {
            Optional<FencingMethod> is = named(after, was.name());
            if (is.isEmpty()) {
                changes.lost(
                        Code.MEMBER_REMOVED, path(was), "%s is gone: no site is fenced by it".formatted(words(was)));
            } else {
                method(was, is.get());
            }
        }
        for (FencingMethod is : after.methods()) {
            if (named(before, is.name()).isEmpty()) {
                changes.added(
                        Code.MEMBER_ADDED, path(is), "%s is new, handled by %s".formatted(words(is), is.connector()));
            }
        }
        order(before, after);
        statement(before.statement(), after.statement());
    }

    private void method(FencingMethod was, FencingMethod is) {
        if (!was.connector().equals(is.connector())) {
            changes.value(
                    Code.CONNECTOR_CHANGED,
                    Severity.DANGEROUS,
                    path(is) + ".connector",
                    words(is) + ": the connector",
                    was.connector(),
                    is.connector());
        }
        if (was.required() != is.required()) {
            changes.value(
                    Code.FENCING_CHANGED,
                    was.required() ? Severity.DANGEROUS : Severity.NORMAL,
                    path(is) + ".required",
                    words(is) + ": 'required'",
                    was.required(),
                    is.required());
        }
        if (!was.within().equals(is.within())) {
            changes.value(
                    Code.FENCING_CHANGED,
                    Severity.NORMAL,
                    path(is) + ".within",
                    words(is) + ": the time it is tried",
                    was.within(),
                    is.within());
        }
        if (!was.placements().keySet().equals(is.placements().keySet())) {
            changes.value(
                    Code.FENCING_CHANGED,
                    is.placements().keySet().containsAll(was.placements().keySet())
                            ? Severity.NORMAL
                            : Severity.DANGEROUS,
                    path(is),
                    words(is) + ": the sites that it fences",
                    sites(was),
                    sites(is));
        }
        places.between(path(is), words(is), settled(was), settled(is));
    }

    private static PlaceDiff.Settled settled(FencingMethod method) {
        return new PlaceDiff.Settled(method.connector(), Kind.FENCING, method.placements());
    }

    private void order(Fencing before, Fencing after) {
        List<String> was = new ArrayList<>(names(before));
        List<String> is = new ArrayList<>(names(after));
        was.retainAll(names(after));
        is.retainAll(names(before));
        if (!was.equals(is)) {
            changes.value(
                    Code.FENCING_CHANGED, Severity.NORMAL, "fencing", "the order in which fencing is tried", was, is);
        }
    }

    private void statement(ApprovalRule was, ApprovalRule is) {
        String path = "approvals.statement";
        if (was.notRequester() && !is.notRequester()) {
            changes.lost(
                    Code.APPROVAL_LOOSENED,
                    path + ".notRequester",
                    "whoever asks for a run may state that the source takes no writes");
        } else if (!was.notRequester() && is.notRequester()) {
            changes.added(
                    Code.APPROVAL_TIGHTENED,
                    path + ".notRequester",
                    "whoever asks for a run may not state any more that the source takes no writes");
        }
        if (!was.group().equals(is.group())) {
            changes.value(
                    Code.APPROVAL_CHANGED,
                    Severity.DANGEROUS,
                    path + ".group",
                    "the group that may state that a source takes no writes",
                    was.group(),
                    is.group());
        }
    }

    private static Optional<FencingMethod> named(Fencing fencing, String name) {
        return fencing.methods().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static List<String> names(Fencing fencing) {
        return fencing.methods().stream().map(FencingMethod::name).toList();
    }

    private static List<String> sites(FencingMethod method) {
        return method.placements().keySet().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static String words(FencingMethod method) {
        return "fencing method " + method.name();
    }

    private static String path(FencingMethod method) {
        return "fencing." + method.name();
    }
}
