package io.changeover.application;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the clocks of the two sites with each other, by what each host's is from the server's. */
final class SiteClocks {
    private SiteClocks() {}

    /**
     * The operations, of which those have failed that read the two clocks furthest apart, if that is further than the
     * plan allows.
     *
     * @param refuted told each of these two
     */
    static List<OperationRecord> judged(
            ProtectionPlan plan, List<OperationRecord> ended, Consumer<OperationRecord> refuted) {
        List<OperationRecord> probes = ended.stream()
                .filter(one -> one.operation() == Operation.PROBE && one.state() == OperationState.DONE)
                .filter(one -> standsInASite(plan, one))
                .filter(one -> one.outputs().containsKey("skewLeastMillis")
                        && one.outputs().containsKey("skewMostMillis"))
                .toList();
        Optional<OperationRecord> late = probes.stream().min(Comparator.comparingLong(SiteClocks::most));
        Optional<OperationRecord> early = late.flatMap(behind -> probes.stream()
                .filter(one -> !one.site().equals(behind.site()))
                .max(Comparator.comparingLong(SiteClocks::least)));
        Duration limit = plan.limits().clockSkew();
        if (late.isEmpty() || early.isEmpty() || apart(late.get(), early.get()).compareTo(limit) <= 0) {
            return ended;
        }
        String why =
                "%s and %s: wanted the clocks of the two sites within %s of each other, found %s apart: %s is behind"
                        .formatted(
                                early.get().target(),
                                late.get().target(),
                                seconds(limit),
                                seconds(apart(late.get(), early.get())),
                                late.get().target());
        List<OperationRecord> judged = new ArrayList<>(ended);
        judged.replaceAll(one -> {
            if (one != late.get() && one != early.get()) {
                return one;
            }
            OperationRecord failed = one.refuted("CLOCKS_APART", why);
            refuted.accept(failed);
            return failed;
        });
        return List.copyOf(judged);
    }

    private static boolean standsInASite(ProtectionPlan plan, OperationRecord probe) {
        return probe.host()
                .map(HostId::new)
                .map(plan.hosts()::get)
                .flatMap(HostSpec::site)
                .isPresent();
    }

    /** The least that they can be apart. */
    private static Duration apart(OperationRecord late, OperationRecord early) {
        return Duration.ofMillis(least(early) - most(late));
    }

    private static long least(OperationRecord probe) {
        return Long.parseLong(probe.outputs().get("skewLeastMillis"));
    }

    private static long most(OperationRecord probe) {
        return Long.parseLong(probe.outputs().get("skewMostMillis"));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
