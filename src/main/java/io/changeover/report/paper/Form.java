package io.changeover.report.paper;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a report can be printed as. */
public enum Form {
    /** For programs. */
    JSON("application/json"),
    /** One page for browsers, with all that it needs. */
    HTML("text/html;charset=UTF-8"),
    /** For paper and archives. */
    PDF("application/pdf"),
    /** For spreadsheets. */
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As HTTP names it. */
    public String mediaType() {
        return mediaType;
    }

    /** How file names end. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The form that file names with that ending have. */
    public static Optional<Form> ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(form -> form.ending().equals(ending))
                .findFirst();
    }
}
