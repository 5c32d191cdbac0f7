package io.changeover.architecture.violations.notify;

import io.changeover.architecture.violations.planfile.PlantedReader;

/** An adapter that knows another. */
final class MessengerWithReader {
    static final String BREAKS = "notify uses no other adapter";

    private final PlantedReader used;

    MessengerWithReader(PlantedReader used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
