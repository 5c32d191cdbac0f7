package io.changeover.dashboard;

/** How a sentence on a page is meant; decides its colour, never its words. */
public enum Tone {
    /** All is well, or the goal was reached. */
    GOOD,
    /** A person should look: something was skipped, or is waited for. */
    WARNING,
    /** Something failed. */
    BAD,
    /** Work is under way. */
    BUSY,
    /** Nothing to judge. */
    NEUTRAL;

    /** The class of the style sheet. */
    public String style() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
