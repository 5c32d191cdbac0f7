package io.changeover.domain.run;

import java.util.Objects;

/** One reason why something may not be done now. */
public record Blocker(String code, String sentence) {
    public Blocker {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
    }

    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}
