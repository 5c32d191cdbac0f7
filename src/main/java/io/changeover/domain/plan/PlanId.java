package io.changeover.domain.plan;

import java.util.regex.Pattern;

/** The name of a protection plan. */
public record PlanId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public PlanId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a plan name: " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
