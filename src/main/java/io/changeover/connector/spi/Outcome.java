package io.changeover.connector.spi;

/** What an operation did. */
public enum Outcome {
    /** The wanted state was found; nothing was done. */
    UNCHANGED,
    /** The wanted state was brought about and read back. */
    CHANGED,
    /** Dry run: the wanted state was not found, and this operation would have brought it about. */
    WOULD_CHANGE
}
