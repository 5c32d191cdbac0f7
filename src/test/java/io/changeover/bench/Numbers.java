package io.changeover.bench;

import java.util.List;

/** What is said about many measured values. */
final class Numbers {
    private Numbers() {}

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    /** The smallest value that so many of a hundred do not exceed. */
    static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }

    static double max(List<Double> values) {
        return percentile(values, 100);
    }
}
