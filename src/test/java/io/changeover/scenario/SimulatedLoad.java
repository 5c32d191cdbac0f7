package io.changeover.scenario;

import java.util.HashMap;
import java.util.Map;

/** Counts what happens at once, in all and by host. Thread-safe. */
final class SimulatedLoad {
    private static final String ALL = "all";

    private final Map<String, Integer> now = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();

    synchronized void clear() {
        most.clear();
    }

    synchronized void enter(String host, String operation) {
        add(host);
        add(operation);
        add(ALL);
    }

    private void add(String name) {
        most.merge(name, now.merge(name, 1, Integer::sum), Math::max);
    }

    synchronized void leave(String host, String operation) {
        now.merge(host, -1, Integer::sum);
        now.merge(operation, -1, Integer::sum);
        now.merge(ALL, -1, Integer::sum);
    }

    /** What is under way on all hosts. */
    synchronized int now() {
        return now.getOrDefault(ALL, 0);
    }

    /** The most at once since the last clearing, on all hosts. */
    synchronized int most() {
        return most.getOrDefault(ALL, 0);
    }

    /** The most at once on one host, or of one operation. */
    synchronized int most(String name) {
        return most.getOrDefault(name, 0);
    }
}
