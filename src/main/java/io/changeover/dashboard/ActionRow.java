package io.changeover.dashboard;

import io.changeover.domain.audit.Action;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An action as the page of the audit shows it.
 *
 * @param door where it came in, in words
 * @param what its code in words
 * @param plan the plan, or null where it is of none
 * @param run the run, or null where it is of none
 */
public record ActionRow(
        Instant at,
        String actor,
        String door,
        String address,
        String what,
        boolean refused,
        @Nullable String plan,
        @Nullable String run,
        String detail) {
    static ActionRow of(Action one) {
        return new ActionRow(
                one.at(),
                one.actor(),
                words(one.origin().door().name()),
                one.origin().address(),
                words(one.what()),
                one.refused(),
                one.plan().map(PlanId::value).orElse(null),
                one.run().map(RunId::value).orElse(null),
                one.detail());
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
