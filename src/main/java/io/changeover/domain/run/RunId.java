package io.changeover.domain.run;

import java.util.regex.Pattern;

/** The name of a run: the plan's name and a number, as in {@code shop-12}. */
public record RunId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}-[0-9]{1,9}");

    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a run name: " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
