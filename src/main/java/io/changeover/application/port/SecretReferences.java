package io.changeover.application.port;

/** What references to secrets stand for. Thread-safe. */
public interface SecretReferences {
    /**
     * Replaces every reference in a text by what it stands for.
     *
     * @throws IllegalArgumentException naming a reference that stands for nothing
     */
    String resolve(String text);

    /** The text without any secret that was resolved so far. */
    String mask(String text);
}
