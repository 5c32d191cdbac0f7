package io.changeover.dashboard;

import java.util.List;

/** What the pages show, as the person who looks at them may see it. */
public interface DashboardData {
    /** Every plan, by name. */
    List<PlanCard> plans();

    /** The latest runs, latest first. */
    List<RunRow> runs();
}
