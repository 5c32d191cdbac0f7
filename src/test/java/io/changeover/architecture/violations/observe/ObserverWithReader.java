package io.changeover.architecture.violations.observe;

import io.changeover.architecture.violations.planfile.PlantedReader;

/** An adapter that knows another. */
final class ObserverWithReader {
    static final String BREAKS = "observe uses no other adapter";

    private final PlantedReader used;

    ObserverWithReader(PlantedReader used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
