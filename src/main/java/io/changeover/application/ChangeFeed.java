package io.changeover.application;

import io.changeover.application.port.RunLook;
import io.changeover.domain.run.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who watches that something has changed. However many watch a run, it is looked at once in every beat,
 * and not at all while nobody does. What changes while a listener is still being told is told to it together.
 * Thread-safe.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int MOST = 500;
    private static final int MOST_OF_ONE = 50;
    /** In beats: how often all plans are looked at, a run of which no step is open, and when who hears nothing is told so. */
    private static final int OF_ALL = 4;

    private static final int OF_QUIET = 2;
    private static final int ALIVE = 60;

    private final RunLook look;
    private final ExecutorService tellers;
    private final Map<Optional<RunId>, Topic> topics = new ConcurrentHashMap<>();
    /** What could not be looked at last time; of the beat's thread alone. */
    private final Set<Optional<RunId>> unseen = new HashSet<>();

    private long beats;
    private volatile boolean closed;

    /** Calls back to listeners on these threads, which it closes with itself. */
    public ChangeFeed(RunLook look, ExecutorService tellers) {
        this.look = look;
        this.tellers = tellers;
    }

    /** Who is told. Called by one thread at a time. */
    public interface Listener {
        /** Something has changed. A listener that throws is told no more. */
        void changed(Change change) throws IOException;

        /** Nothing more will be told, as the server ends. */
        void over();
    }

    /**
     * Tells of one run, or of all plans and runs where none is given, from its present state on.
     *
     * @param user who listens: one login alone does not keep all others from it
     * @return ends the telling
     * @throws RefusedException where too many listen already, or this user too often, or the server ends
     */
    public Runnable listen(String user, Optional<RunId> run, Listener listener) {
        if (closed || ears().count() >= MOST) {
            throw RefusedException.because("TOO_MANY_WATCH", "as many watch as this server can tell; ask again later");
        }
        if (ears().filter(ear -> ear.user.equals(user)).count() >= MOST_OF_ONE) {
            throw RefusedException.because(
                    "TOO_MANY_WATCH",
                    "'%s' watches %d times already, the most for one login; end some".formatted(user, MOST_OF_ONE));
        }
        Ear ear = new Ear(user, listener);
        Topic topic = topics.compute(run, (key, there) -> {
            Topic one = there == null ? new Topic(look(key)) : there;
            one.ears.add(ear);
            return one;
        });
        ear.tell(topic.stamps.keySet());
        return () -> leave(run, ear);
    }

    private Stream<Ear> ears() {
        return topics.values().stream().flatMap(topic -> topic.ears.stream());
    }

    private void leave(Optional<RunId> run, Ear ear) {
        topics.computeIfPresent(run, (key, topic) -> {
            topic.ears.remove(ear);
            return topic.ears.isEmpty() ? null : topic;
        });
    }

    /**
     * Looks at all that is watched; called in beats of a quarter of a second by one thread. What cannot be looked at,
     * as the database was away, is looked at again, and keeps nobody from hearing of the rest.
     */
    public void beat() {
        beats++;
        unseen.retainAll(topics.keySet());
        topics.forEach((run, topic) -> {
            if (beats % topic.every(run) == 0) {
                renew(run, topic);
            }
            if (beats % ALIVE == 0) {
                topic.ears.forEach(Ear::touch);
            }
            topic.ears.stream().filter(Ear::deaf).forEach(ear -> leave(run, ear));
        });
    }

    private void renew(Optional<RunId> run, Topic topic) {
        Set<String> changed;
        try {
            changed = topic.renew(look(run));
        } catch (RuntimeException e) {
            if (unseen.isEmpty()) {
                LOG.warn("what is watched could not be looked at, {} first; it is tried again", name(run), e);
            }
            unseen.add(run);
            return;
        }
        if (unseen.remove(run) && unseen.isEmpty()) {
            LOG.warn("all that is watched can be looked at again, {} last", name(run));
        }
        topic.ears.forEach(ear -> ear.tell(changed));
    }

    private static String name(Optional<RunId> run) {
        return run.map(one -> "run " + one).orElse("all plans");
    }

    private Map<String, String> look(Optional<RunId> run) {
        return run.map(look::parts).orElseGet(look::everything);
    }

    @Override
    public void close() {
        closed = true;
        topics.values().forEach(topic -> topic.ears.forEach(ear -> ear.listener.over()));
        topics.clear();
        tellers.shutdown();
    }

    /** What is watched, as it was seen last, and by whom. */
    private static final class Topic {
        private final List<Ear> ears = new CopyOnWriteArrayList<>();
        private volatile Map<String, String> stamps;

        Topic(Map<String, String> stamps) {
            this.stamps = stamps;
        }

        int every(Optional<RunId> run) {
            boolean under = stamps.keySet().stream().anyMatch(part -> part.startsWith(RunLook.STEP));
            return run.isEmpty() ? OF_ALL : under ? 1 : OF_QUIET;
        }

        /** The parts that are others now, those that are gone among them. */
        Set<String> renew(Map<String, String> now) {
            Set<String> changed = new LinkedHashSet<>();
            now.forEach((part, stamp) -> {
                if (!Objects.equals(stamp, stamps.get(part))) {
                    changed.add(part);
                }
            });
            stamps.keySet().stream().filter(part -> !now.containsKey(part)).forEach(changed::add);
            stamps = now;
            return changed;
        }
    }

    /** A listener and what it is to be told. */
    private final class Ear {
        private final String user;
        private final Listener listener;
        private final Set<String> waiting = new LinkedHashSet<>();
        private boolean touched;
        private boolean telling;
        private boolean deaf;

        Ear(String user, Listener listener) {
            this.user = user;
            this.listener = listener;
        }

        synchronized void tell(Set<String> parts) {
            waiting.addAll(parts);
            begin();
        }

        synchronized void touch() {
            touched = true;
            begin();
        }

        synchronized boolean deaf() {
            return deaf;
        }

        private void begin() {
            if (telling || deaf || (waiting.isEmpty() && !touched)) {
                return;
            }
            try {
                tellers.execute(this::work);
                telling = true;
            } catch (RejectedExecutionException e) {
                deaf = true;
            }
        }

        private void work() {
            for (Optional<Change> next = next(); next.isPresent(); next = next()) {
                try {
                    listener.changed(next.get());
                } catch (IOException | RuntimeException e) {
                    LOG.debug("somebody who watched is gone", e);
                    hearNothing();
                }
            }
        }

        private synchronized void hearNothing() {
            deaf = true;
        }

        private synchronized Optional<Change> next() {
            if (deaf || (waiting.isEmpty() && !touched)) {
                telling = false;
                return Optional.empty();
            }
            Change change = new Change(new ArrayList<>(waiting));
            waiting.clear();
            touched = false;
            return Optional.of(change);
        }
    }
}
