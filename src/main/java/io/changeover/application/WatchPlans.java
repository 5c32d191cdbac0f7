package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.application.port.Asker;
import io.changeover.application.port.PlanStore;
import io.changeover.application.port.WatchStore;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every plan every few seconds, on one node of those that share a database, and draws the conclusions. A plan
 * that takes long holds up no other one, and its next look begins only when the one before is over. Thread-safe.
 */
public final class WatchPlans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchPlans.class);
    /** A node that says nothing for so long has lost the watch to another one. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration PRUNING = Duration.ofMinutes(10);

    private final Plans plans;
    private final PlanStore store;
    private final WatchStore watch;
    private final JudgeLook judge;
    private final TriggerFailover trigger;
    private final Eyes eyes;
    private final String node;
    private final Clock clock;
    private final Map<PlanId, Watching> watching = new ConcurrentHashMap<>();
    private Instant renewal = Instant.EPOCH;
    private boolean held;

    /**
     * What is looked with.
     *
     * @param threads for looks and questions, without bound
     */
    public record Eyes(FanOut fanOut, Asker asker, Abilities abilities, ExecutorService threads) {}

    /**
     * A watch that looks at nothing before it is told to, and closes its threads with itself.
     *
     * @param node what this server is called among those that share a database
     */
    public WatchPlans(
            Plans plans,
            PlanStore store,
            WatchStore watch,
            JudgeLook judge,
            TriggerFailover trigger,
            Eyes eyes,
            String node,
            Clock clock) {
        this.plans = plans;
        this.store = store;
        this.watch = watch;
        this.judge = judge;
        this.trigger = trigger;
        this.eyes = eyes;
        this.node = node;
        this.clock = clock;
    }

    /** One plan, and when it is looked at next. */
    private final class Watching {
        private final Lookout lookout =
                new Lookout(eyes.fanOut(), eyes.asker(), eyes.abilities(), eyes.threads(), clock);
        private final LagSeries series;
        private Map<String, Instant> since;
        private List<Sight> served;
        private Instant due = Instant.EPOCH;
        private Instant pruned = Instant.EPOCH;
        private boolean busy;

        Watching(PlanId plan) {
            Optional<WatchStore.Now> last = watch.now(plan);
            since = last.map(WatchStore.Now::since).orElse(Map.of());
            served = last.map(WatchStore.Now::served).orElse(List.of());
            series = new LagSeries(plan);
        }

        synchronized boolean begin(Instant now) {
            if (busy || now.isBefore(due)) {
                return false;
            }
            busy = true;
            return true;
        }

        synchronized void end(Instant next) {
            busy = false;
            due = next;
        }
    }

    /** Begins the looks that are due, if this node has the watch; called several times a second. */
    public void tick() {
        Instant now = clock.instant();
        if (!holds(now)) {
            watching.clear();
            return;
        }
        Set<PlanId> there = ConcurrentHashMap.newKeySet();
        for (PlanStatus status : store.all()) {
            there.add(status.id());
            Watching one = watching.computeIfAbsent(status.id(), Watching::new);
            if (one.begin(now)) {
                eyes.threads().execute(() -> watch(status.id(), one, now));
            }
        }
        watching.keySet().retainAll(there);
    }

    /** Whether this node has the watch; it says so again long before another one may take it. */
    private synchronized boolean holds(Instant now) {
        if (!held || !now.isBefore(renewal)) {
            held = watch.take(node, now, now.plus(LEASE));
            renewal = now.plus(RENEWAL);
        }
        return held;
    }

    private void watch(PlanId id, Watching one, Instant begun) {
        Duration every = Duration.ofSeconds(5);
        try {
            PlanStatus status = store.find(id).orElseThrow();
            ProtectionPlan plan = plans.version(id, status.version());
            every = plan.watch().every();
            look(status, plan, one);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends
        } catch (RuntimeException e) {
            LOG.warn("plan={} was not looked at; it is tried again in {}", id, every, e);
        } finally {
            one.end(begun.plus(every));
        }
    }

    private void look(PlanStatus status, ProtectionPlan plan, Watching one) throws InterruptedException {
        boolean moving = judge.moving(status);
        Look look = one.lookout.look(plan, status.activeSite());
        one.since = judge.judge(look, status, moving, one.since);
        one.served = Sight.lastServing(one.served, look.sights());
        watch.write(new WatchStore.Now(plan.id(), look.at(), node, look.sights(), one.since, one.served));
        watch.add(one.series.of(look));
        if (look.at().isAfter(one.pruned.plus(PRUNING))) {
            watch.prune(plan.id(), look.at().minus(plan.watch().keep()));
            one.pruned = look.at();
        }
        trigger.act(store.find(plan.id()).orElse(status), plan);
    }

    @Override
    public void close() {
        eyes.threads().shutdownNow();
    }
}
