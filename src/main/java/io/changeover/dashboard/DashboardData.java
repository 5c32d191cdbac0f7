package io.changeover.dashboard;

import java.util.List;
import java.util.Optional;

/** What the pages show, as the person who looks at them may see it. */
public interface DashboardData {
    /** Every plan: those that need a person first, and of these by name. */
    List<PlanCard> plans();

    /** The latest runs, latest first. */
    List<RunRow> runs();

    /** Who has frozen all starts, and why, in a sentence; empty where runs may start. */
    Optional<String> freeze();

    /** Whether the person who looks may freeze all starts, and end that. */
    boolean mayFreeze();
}
