package io.changeover.application;

import java.util.HashMap;
import java.util.Map;

/** Bounds how many deliveries are under way: in all, and to one address, so that a slow one leaves room for others. */
final class Room {
    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    /** Room for so many, of which one address gets a quarter. */
    Room(int most) {
        this.most = most;
        this.mostPerAddress = Math.max(1, most / 4);
    }

    /** Takes a place, if there is one. */
    synchronized boolean enter(String address) {
        if (all >= most || inside.getOrDefault(address, 0) >= mostPerAddress) {
            return false;
        }
        all++;
        inside.merge(address, 1, Integer::sum);
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(String address) {
        all--;
        inside.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
