package io.changeover.report.paper;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A report that is not printed yet, in all that its forms are made of.
 *
 * @param name what its files are called, without an ending
 * @param data what its JSON says
 * @param page a page of its own; without one its paper is printed as a page
 */
public record Draft(
        String name, Object data, Supplier<Paper> paper, Supplier<Sheet> sheet, Optional<Supplier<String>> page) {
    /** A report whose page is its paper. */
    public Draft(String name, Object data, Supplier<Paper> paper, Supplier<Sheet> sheet) {
        this(name, data, paper, sheet, Optional.empty());
    }
}
