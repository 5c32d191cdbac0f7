package io.changeover.dashboard;

import io.changeover.application.Caller;

/** What the buttons say of a visitor's rights; the use cases judge again. */
final class Permissions {
    private Permissions() {}

    static boolean operates(Caller caller) {
        return caller.mayActAs(Caller.OPERATORS);
    }
}
