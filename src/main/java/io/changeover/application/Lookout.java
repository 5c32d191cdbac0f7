package io.changeover.application;

import io.changeover.application.port.Abilities;
import io.changeover.application.port.Asker;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Look;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Looks at one plan again and again. A look ends in time for the next one; what was not answered by then is unknown. One
 * look at a time; otherwise thread-safe.
 */
final class Lookout {
    /**
     * A question that is slower than that is asked less often: it may be under way for a tenth of the time, or for half
     * of it while something is wrong with the replication.
     */
    private static final Duration QUICK = Duration.ofMillis(500);

    private static final int REST = 10;
    private static final Duration LONGEST_MEASURING = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(8);
    /** A host that answers is asked again after that time; what is on it is asked in every look. */
    private static final Duration HOSTS = Duration.ofSeconds(30);

    private final FanOut fanOut;
    private final Asker asker;
    private final Abilities abilities;
    private final ExecutorService threads;
    private final Clock clock;
    private final Map<String, Memory> memory = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = new HashSet<>();

    Lookout(FanOut fanOut, Asker asker, Abilities abilities, ExecutorService threads, Clock clock) {
        this.fanOut = fanOut;
        this.asker = asker;
        this.abilities = abilities;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * What is kept of one question.
     *
     * @param due before then it is not asked again, and the sight still holds
     * @param slow whether it took longer than a look lasts, so that the sight holds while it is asked
     */
    private record Memory(Sight sight, Instant due, boolean slow) {}

    /** Looks, and returns what was seen, which takes at most four fifths of the time between two looks. */
    Look look(ProtectionPlan plan, SiteId active) throws InterruptedException {
        Instant begun = clock.instant();
        Duration every = plan.watch().every();
        Duration longest = shorter(every.multipliedBy(4).dividedBy(5), LONGEST_LOOK);
        WatchQuestions questions = new WatchQuestions(plan, active, abilities);
        List<WatchQuestions.Question> all = questions.all();
        List<WatchQuestions.Question> due = due(all, questions, begun);
        Run run = Runs.reading(plan, active, "watch", begun);
        WatchRound round = new WatchRound(
                new WatchRound.Teller() {
                    @Override
                    public Optional<OperationRecord> ask(WatchQuestions.Question question) {
                        return one(plan, run, question, longest);
                    }

                    @Override
                    public void seen(WatchQuestions.Question question, Sight sight, Duration took, boolean inTime) {
                        keep(question, sight, took, inTime);
                    }
                },
                questions,
                threads,
                clock);
        Map<String, Sight> seen = new HashMap<>();
        round.ask(due, Set.copyOf(silent), longest).forEach(sight -> seen.put(sight.key(), sight));
        List<Sight> sights = gathered(all, questions, seen);
        remember(all, sights);
        return new Look(plan, active, clock.instant(), sights);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What is asked now. While a lag is not, the sides are asked for their roles. */
    private List<WatchQuestions.Question> due(
            List<WatchQuestions.Question> all, WatchQuestions questions, Instant now) {
        List<WatchQuestions.Question> due = new ArrayList<>();
        for (WatchQuestions.Question one : all) {
            Memory kept = memory.get(one.key());
            if (!underWay.contains(one.key()) && (kept == null || !now.isBefore(kept.due()))) {
                due.add(one);
            } else if (one.what() == What.LAG) {
                questions.roles(one.operation().target()).stream()
                        .filter(role -> !underWay.contains(role.key()))
                        .forEach(due::add);
            }
        }
        return due;
    }

    private Optional<OperationRecord> one(
            ProtectionPlan plan, Run run, WatchQuestions.Question question, Duration longest) {
        Duration limit = question.what() == What.LAG ? LONGEST_MEASURING : longest;
        if (!underWay.add(question.key())) {
            return Optional.empty();
        }
        try {
            return fanOut.inRoom(plan, question.operation(), one -> Optional.of(asker.ask(plan, run, one, limit)));
        } catch (InterruptedException e) {
            return Optional.empty(); // cut off: the look is over
        } finally {
            underWay.remove(question.key());
        }
    }

    private void keep(WatchQuestions.Question question, Sight sight, Duration took, boolean inTime) {
        boolean lag = question.what() == What.LAG;
        if (!lag && !inTime) {
            return;
        }
        boolean quick = took.compareTo(QUICK) < 0;
        Instant due = sight.at();
        if (lag && !quick && sight.known()) {
            due = sight.at().plus(took.multipliedBy(sight.found() == Found.FOLLOWS ? REST : 1));
        } else if (question.what() == What.HOST && sight.known()) {
            due = sight.at().plus(HOSTS);
        }
        memory.put(question.key(), new Memory(sight, due, !inTime && sight.known()));
    }

    /** Every question with what is known of it now, and the roles that were told or asked beside. */
    private List<Sight> gathered(List<WatchQuestions.Question> all, WatchQuestions questions, Map<String, Sight> seen) {
        Instant now = clock.instant();
        List<Sight> sights = new ArrayList<>();
        for (WatchQuestions.Question one : all) {
            Sight sight = seen.remove(one.key());
            sights.add(sight != null ? sight : held(one, now));
            if (one.what() == What.LAG) {
                questions.roles(one.operation().target()).forEach(role -> {
                    Sight told = seen.remove(role.key());
                    sights.add(told != null ? told : unanswered(role, now));
                });
            }
        }
        return sights;
    }

    private Sight held(WatchQuestions.Question question, Instant now) {
        Memory kept = memory.get(question.key());
        return kept != null && (now.isBefore(kept.due()) || kept.slow()) ? kept.sight() : unanswered(question, now);
    }

    private static Sight unanswered(WatchQuestions.Question question, Instant now) {
        return Sights.unknown(question, now, "no answer in time");
    }

    /** Forgets what the plan has no more, and which lanes were silent. */
    private void remember(List<WatchQuestions.Question> all, List<Sight> sights) {
        Set<String> keys = new HashSet<>();
        all.forEach(one -> keys.add(one.key()));
        memory.keySet().retainAll(keys);
        Set<String> known = new HashSet<>();
        sights.stream().filter(Sight::known).forEach(sight -> known.add(sight.key()));
        Set<String> lanes = new HashSet<>();
        all.stream().filter(one -> !known.contains(one.key())).forEach(one -> lanes.add(one.lane()));
        all.stream().filter(one -> known.contains(one.key())).forEach(one -> lanes.remove(one.lane()));
        silent.clear();
        silent.addAll(lanes);
    }
}
