package io.changeover.scenario;

import io.changeover.connector.spi.ConnectorException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What goes wrong at simulated sites, by operations such as {@code STOP shop-1@fra}. Thread-safe. */
final class SimulatedFaults {
    private final Map<String, Supplier<ConnectorException>> failing = new ConcurrentHashMap<>();
    private final Map<String, Integer> left = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> said = new ConcurrentHashMap<>();
    private final Map<String, Boolean> silent = new ConcurrentHashMap<>();
    private final Map<String, Boolean> answerLost = new ConcurrentHashMap<>();

    void clear() {
        failing.clear();
        left.clear();
        silent.clear();
        held.values().forEach(CountDownLatch::countDown);
        held.clear();
        answerLost.clear();
        said.clear();
    }

    /** Fails for good, at once, until all is well again. */
    void refuse(String what) {
        refuse(what, what + " is refused");
    }

    /** The same, with the sentence that says why. */
    void refuse(String what, String why) {
        failing.put(what, () -> ConnectorException.permanent("SIM_REFUSED", why));
    }

    /** Fails in a way that may pass, until all is well again. */
    void trouble(String what) {
        failing.put(what, () -> ConnectorException.transientFault("SIM_TROUBLE", what + " does not get there"));
    }

    /** The same, so many times. */
    void trouble(String what, int times) {
        left.put(what, times);
        trouble(what);
    }

    /** Never answers, as a host that swallows packets. */
    void swallow(String what) {
        silent.put(what, true);
    }

    /** Has its effect once, but the answer is lost. */
    void loseAnswer(String what) {
        answerLost.put(what, true);
    }

    /** Takes as long as it is told to. */
    void hold(String what) {
        held.put(what, new CountDownLatch(1));
    }

    /** Lets what was held go on. */
    void release(String what) {
        held.get(what).countDown();
    }

    /** Whether it takes long now. */
    boolean delays(String what) {
        return held.containsKey(what) || silent.containsKey(what);
    }

    /** Has what is held print this. */
    void print(String what, String text) {
        said.computeIfAbsent(what, key -> new LinkedBlockingQueue<>()).add(text);
    }

    void before(String what, Consumer<String> printed) throws ConnectorException, InterruptedException {
        CountDownLatch gate = held.get(what);
        while (gate != null && !gate.await(20, TimeUnit.MILLISECONDS)) {
            for (String text = said(what); text != null; text = said(what)) {
                printed.accept(text);
            }
        }
        if (silent.containsKey(what)) {
            new CountDownLatch(1).await();
        }
        Supplier<ConnectorException> failure = failing.get(what);
        if (failure == null) {
            return;
        }
        boolean over = left.containsKey(what) && left.merge(what, -1, Integer::sum) < 0;
        if (!over) {
            throw failure.get();
        }
    }

    private @Nullable String said(String what) {
        Queue<String> texts = said.get(what);
        return texts == null ? null : texts.poll();
    }

    void after(String what) throws ConnectorException {
        if (answerLost.remove(what) != null) {
            throw ConnectorException.unknown("SIM_ANSWER_LOST", what + ": the connection was lost");
        }
    }
}
