package io.changeover.bench;

import java.util.Locale;

/**
 * One measured value beside its target.
 *
 * @param value what was measured, in that unit
 * @param target the most it should be, in the same unit
 * @param note how it was measured
 */
record Figure(String name, double value, double target, String unit, String note) {
    boolean met() {
        return value <= target;
    }

    /** How much of the target was used: at most 1.00 when it is met; a target of zero has none. */
    String ratio() {
        return target == 0 ? "-" : String.format(Locale.ROOT, "%.2f", value / target);
    }

    String number(double number) {
        if (number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%,d %s", Math.round(number), unit)
                    .strip();
        }
        String format = number < 10 ? "%.2f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, number, unit).strip();
    }

    String row() {
        return "| %s | %s | ≤ %s | %s | %s | %s |"
                .formatted(name, number(value), number(target), ratio(), met() ? "met" : "**missed**", note);
    }
}
