package io.changeover.architecture.violations.misc;

/** Lives in a package that the house does not have. */
final class Stray {
    static final String BREAKS = "every class has a known room";

    private Stray() {}
}
