package io.changeover.domain.plan;

import io.changeover.domain.plan.PlanChange.Code;
import io.changeover.domain.plan.PlanChange.Severity;
import java.util.Optional;
import java.util.TreeSet;

/** What is different between those who are told what runs do. */
final class ReceiverDiff {
    private final ChangeList changes;

    ReceiverDiff(ChangeList changes) {
        this.changes = changes;
    }

    void between(ProtectionPlan before, ProtectionPlan after) {
        for (Receiver was : before.receivers()) {
            Optional<Receiver> is = after.receiver(was.name());
            if (is.isEmpty()) {
                changes.lost(Code.RECEIVER_REMOVED, path(was), "%s is told nothing any more".formatted(was.name()));
            } else {
                receiver(was, is.get());
            }
        }
        for (Receiver is : after.receivers()) {
            if (before.receiver(is.name()).isEmpty()) {
                changes.added(Code.RECEIVER_ADDED, path(is), "%s is told of %s".formatted(is.name(), events(is)));
            }
        }
    }

    private void receiver(Receiver was, Receiver is) {
        if (!was.on().equals(is.on())) {
            changes.value(
                    Code.RECEIVER_CHANGED,
                    is.on().containsAll(was.on()) ? Severity.NORMAL : Severity.DANGEROUS,
                    path(is) + ".on",
                    "what %s is told of".formatted(is.name()),
                    events(was),
                    events(is));
        }
        if (!was.address().equals(is.address())) {
            changes.value(
                    Code.RECEIVER_CHANGED,
                    Severity.NORMAL,
                    path(is),
                    "the address of " + is.name(),
                    was.address(),
                    is.address());
        } else if (!was.webhook().equals(is.webhook()) || !was.mail().equals(is.mail())) {
            changes.added(Code.RECEIVER_CHANGED, path(is), "%s is told in another way".formatted(is.name()));
        }
    }

    private static String events(Receiver receiver) {
        return new TreeSet<>(receiver.on()).toString();
    }

    private static String path(Receiver receiver) {
        return "notify." + receiver.name();
    }
}
