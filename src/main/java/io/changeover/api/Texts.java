package io.changeover.api;

import org.jspecify.annotations.Nullable;

/** Texts as they come over the wire, where anything may be missing. */
final class Texts {
    private Texts() {}

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
