package io.changeover.domain.site;

import java.util.regex.Pattern;

/** The name of a host in a plan. */
public record HostId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public HostId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a host name: " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
