package io.changeover.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * A button that steers a run.
 *
 * @param id tells it from the others of its page
 * @param path what its form is sent to
 * @param label what it does, in few words
 * @param explanation what follows from it, in a sentence
 * @param refusal why the person who looks at the page may not press it now, or null where they may
 */
public record ControlView(
        String id,
        String path,
        String label,
        String explanation,
        Tone tone,
        @Nullable String refusal) {}
