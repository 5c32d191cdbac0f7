package io.changeover.application;

import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The questions of one look, each asked once, so many of a lane at a time. Whoever does not answer holds up its own lane
 * and no other one. Thread-safe.
 */
final class WatchRound {
    /** How many questions one host is asked at a time. */
    private static final int WIDTH = 4;

    private final Teller teller;
    private final WatchQuestions questions;
    private final ExecutorService threads;
    private final Clock clock;
    private final Map<String, Deque<WatchQuestions.Question>> waiting = new LinkedHashMap<>();
    private final Map<String, Sight> sights = new LinkedHashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<Future<?>> cut = new ArrayList<>();
    private int open;
    private boolean over;

    /** Asks one question and hears its answer; empty when it was cut off. */
    interface Teller {
        Optional<OperationRecord> ask(WatchQuestions.Question question);

        /** What was seen, in this round or after it. */
        void seen(WatchQuestions.Question question, Sight sight, Duration took, boolean inTime);
    }

    WatchRound(Teller teller, WatchQuestions questions, ExecutorService threads, Clock clock) {
        this.teller = teller;
        this.questions = questions;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Asks these, and what follows from their answers, and waits for the answers that long at most.
     *
     * @param narrow lanes that answered nothing lately: they get one question at a time
     * @return what was seen, in no order
     */
    synchronized List<Sight> ask(List<WatchQuestions.Question> first, Set<String> narrow, Duration longest)
            throws InterruptedException {
        first.forEach(this::add);
        List.copyOf(waiting.keySet()).forEach(lane -> widen(lane, narrow.contains(lane) ? 1 : WIDTH));
        long end = System.nanoTime() + longest.toNanos();
        while (open > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        over = true;
        cut.forEach(one -> one.cancel(true));
        List.copyOf(sights.values()).forEach(this::outdate);
        return List.copyOf(sights.values());
    }

    /** Where both sides say that they are primary and know their epochs, the older one is only what was left behind. */
    private void outdate(Sight role) {
        Long epoch = epochs.get(role.key());
        boolean newer = sights.values().stream()
                .filter(other -> other.what() == What.ROLE && other.name().equals(role.name()))
                .filter(other -> other.found() == Found.PRIMARY)
                .map(other -> epochs.getOrDefault(other.key(), Long.MIN_VALUE))
                .anyMatch(other -> epoch != null && other > epoch);
        if (newer && role.found() == Found.PRIMARY) {
            String words = "what was left behind there says primary, of epoch %d, which is over".formatted(epoch);
            sights.put(role.key(), Sight.of(role.what(), role.name(), role.site(), role.at(), Found.STOPPED, words));
        }
    }

    private void add(WatchQuestions.Question question) {
        if (asked.add(question.key())) {
            waiting.computeIfAbsent(question.lane(), lane -> new ArrayDeque<>()).add(question);
        }
    }

    private void widen(String lane, int width) {
        for (int i = 0; i < width; i++) {
            next(lane);
        }
    }

    private void next(String lane) {
        Deque<WatchQuestions.Question> queue = waiting.get(lane);
        WatchQuestions.Question question = queue == null || over ? null : queue.poll();
        if (question != null) {
            open++;
            Future<?> running = threads.submit(() -> carry(question));
            if (question.what() != What.LAG) {
                cut.add(running);
            }
        }
    }

    private void carry(WatchQuestions.Question question) {
        Instant begun = clock.instant();
        try {
            teller.ask(question).ifPresent(ended -> answered(question, ended, begun));
        } finally {
            synchronized (this) {
                open--;
                next(question.lane());
                notifyAll();
            }
        }
    }

    private void answered(WatchQuestions.Question question, OperationRecord ended, Instant begun) {
        Instant now = clock.instant();
        Sight sight = Sights.of(question, ended, now);
        boolean inTime;
        synchronized (this) {
            inTime = !over;
            if (inTime) {
                sights.put(sight.key(), sight);
                if (question.what() == What.ROLE && ended.outputs().containsKey("epoch")) {
                    epochs.put(sight.key(), Long.parseLong(ended.outputs().getOrDefault("epoch", "0")));
                }
                if (question.what() == What.LAG) {
                    roles(ended, now);
                }
            }
        }
        teller.seen(question, sight, Duration.between(begun, now), inTime);
    }

    /** Where the lag does not tell which side takes writes, each side is asked by itself, at once. */
    private void roles(OperationRecord measured, Instant now) {
        List<Sight> told = questions.toldBy(measured, now);
        told.forEach(role -> sights.put(role.key(), role));
        if (told.isEmpty()) {
            for (WatchQuestions.Question role : questions.roles(measured.target())) {
                add(role);
                next(role.lane());
            }
        }
    }
}
