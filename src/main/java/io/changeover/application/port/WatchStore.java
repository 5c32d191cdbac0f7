package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.watch.Alarm;
import io.changeover.domain.watch.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what the watch has seen. Takes part in the caller's transaction. */
public interface WatchStore {
    /**
     * The last look at a plan.
     *
     * @param node which server has looked
     * @param since since when each thing has been wrong
     * @param served of each site, what was seen serving there last, in this look or in one before
     */
    record Now(
            PlanId plan, Instant at, String node, List<Sight> sights, Map<String, Instant> since, List<Sight> served) {
        public Now {
            sights = List.copyOf(sights);
            since = Map.copyOf(since);
            served = List.copyOf(served);
        }

        /** A look without one before it. */
        public Now(PlanId plan, Instant at, String node, List<Sight> sights, Map<String, Instant> since) {
            this(plan, at, node, sights, since, Sight.lastServing(List.of(), sights));
        }
    }

    /** How far behind a dataset was at that time. It holds until the next one. */
    record Sample(PlanId plan, String dataset, Instant at, Lag lag) {}

    /**
     * Takes the watch for a node, or keeps it, until that time.
     *
     * @return false if another node has it
     */
    boolean take(String node, Instant now, Instant until);

    /** The last look at a plan, if there was one. */
    Optional<Now> now(PlanId plan);

    /** Replaces the last look at a plan. */
    void write(Now now);

    /** Adds to the series. */
    void add(List<Sample> samples);

    /** The series of a plan's datasets from that time on, oldest first, at most so many. */
    List<Sample> series(PlanId plan, Optional<String> dataset, Instant from, int most);

    /** Removes what is older, of the series and of the cleared alarms. */
    void prune(PlanId plan, Instant before);

    /** Writes an alarm down and returns it with its id. */
    Alarm raise(Alarm alarm);

    /** Notes that an alarm is over. */
    void clear(Alarm alarm);

    /** The alarms of a plan that are not over, oldest first. */
    List<Alarm> open(PlanId plan);

    /** The alarms of all plans that are not over, oldest first. */
    List<Alarm> open();

    /** The alarms of a plan, newest first, at most so many. */
    List<Alarm> alarms(PlanId plan, int most);
}
