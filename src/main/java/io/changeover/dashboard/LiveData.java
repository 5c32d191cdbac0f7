package io.changeover.dashboard;

import io.changeover.application.Caller;
import io.changeover.application.Holds;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.SignedIn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the pages show, read from the stores at every look. */
@Component
final class LiveData implements DashboardData {
    private static final int RECENT = 30;

    private final PlanStore plans;
    private final PlanCards cards;
    private final RunRows rows;
    private final Holds holds;
    private final SignedIn signedIn;

    LiveData(PlanStore plans, PlanCards cards, RunRows rows, Holds holds, SignedIn signedIn) {
        this.plans = plans;
        this.cards = cards;
        this.rows = rows;
        this.holds = holds;
        this.signedIn = signedIn;
    }

    @Override
    public List<PlanCard> plans() {
        return plans.all().stream()
                .map(status -> cards.card(status, signedIn.caller()))
                .sorted(Comparator.comparing(PlanCard::urgency))
                .toList();
    }

    @Override
    public List<RunRow> runs() {
        return rows.newest(Optional.empty(), RECENT);
    }

    @Override
    public Optional<String> freeze() {
        return holds.freeze().map(one -> "%s: %s".formatted(one.begunBy(), one.reason()));
    }

    @Override
    public boolean mayFreeze() {
        return signedIn.caller().mayActAs(Caller.ADMINS);
    }
}
