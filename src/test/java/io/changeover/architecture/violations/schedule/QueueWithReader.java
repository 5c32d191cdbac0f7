package io.changeover.architecture.violations.schedule;

import io.changeover.architecture.violations.planfile.PlantedReader;

/** An adapter that knows another. */
final class QueueWithReader {
    static final String BREAKS = "schedule uses no other adapter";

    private final PlantedReader used;

    QueueWithReader(PlantedReader used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
