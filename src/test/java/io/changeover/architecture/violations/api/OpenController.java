package io.changeover.architecture.violations.api;

/** A controller that anyone may make. */
public final class OpenController {
    static final String BREAKS = "controllers are package-private";

    private OpenController() {}
}
