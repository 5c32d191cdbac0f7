package io.changeover.domain.site;

import java.util.regex.Pattern;

/** The name of a site. */
public record SiteId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public SiteId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a site name: " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
