package io.changeover.domain.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What those whom a plan names are told of a run. The wire name is the lower-case name with hyphens. */
public enum NotificationEvent {
    /** The run was let in and holds its plan. */
    STARTED,
    /** A person must say whether the run may begin. */
    APPROVAL_NEEDED,
    /** A person must say how the run goes on: operations failed, or the window is too short. */
    DECISION_NEEDED,
    /** The run has ended and its plan is free. */
    ENDED,
    /** The run has ended with the service running and nothing following it: an incident that stays open. */
    UNPROTECTED,
    /** The watch has seen something that is wrong with the plan for long enough. Of no run. */
    ALARM,
    /** The watch has read that it is not wrong any more. Of no run. */
    ALARM_CLEARED;

    /** As plans, payloads and the API write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All wire names, in order. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(NotificationEvent::wireName).toList();
    }

    /** The event of that wire name. */
    public static Optional<NotificationEvent> ofWire(String name) {
        return Arrays.stream(values())
                .filter(event -> event.wireName().equals(name))
                .findFirst();
    }
}
