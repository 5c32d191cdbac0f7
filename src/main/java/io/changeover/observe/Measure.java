package io.changeover.observe;

import java.util.List;

/** What the records are asked for at every scrape: name, labels and meaning are API. */
public enum Measure {
    RECORDS_READABLE("changeover_records_readable", "1 if this scrape could read the records, else 0"),
    STARTS_FROZEN("changeover_starts_frozen", "1 while an administrator has frozen all starts"),
    PLAN_STATE("changeover_plan_state", "1 for the state that the plan is in, 0 for the others", "plan", "state"),
    PLAN_ACTIVE("changeover_plan_active_site", "1 for the site that serves, 0 for the other", "plan", "site"),
    PLAN_HELD("changeover_plan_held", "1 while a run holds the plan", "plan"),
    PLAN_MAINTENANCE("changeover_plan_maintenance", "1 while people work on the plan and nobody is alarmed", "plan"),
    PLAN_OBJECTIVE("changeover_plan_objective_seconds", "What the plan promises", "plan", "objective"),
    WATCHED("changeover_plan_watched_timestamp_seconds", "When the watch has looked last", "plan"),
    DRILL_OVERDUE("changeover_drill_overdue", "1 if the plan was not drilled for longer than it says", "plan"),
    DRILL_PASSED("changeover_drill_passed_timestamp_seconds", "When the last drill that passed has ended", "plan"),
    LAG(
            "changeover_lag_seconds",
            "How old what is missing at the standby side is; absent if not known",
            "plan",
            "dataset"),
    LAG_BYTES(
            "changeover_lag_bytes", "How much is missing at the standby side; absent if not known", "plan", "dataset"),
    LAG_KNOWN("changeover_lag_known", "1 if the last look could read the lag, else 0", "plan", "dataset"),
    LAG_OBJECTIVE("changeover_lag_objective_seconds", "The most that the lag may be", "plan", "dataset"),
    ALARMS("changeover_alarms", "Alarms that hold", "plan", "code"),
    RUNS_ACTIVE("changeover_runs_active", "Runs that are not over", "plan", "type", "state"),
    RUNS_ENDED("changeover_runs_ended_total", "Runs that are over", "plan", "type", "outcome"),
    RUN_DURATION(
            "changeover_run_last_duration_seconds",
            "The last run that reached its goal, waiting included",
            "plan",
            "type"),
    RUN_ENDED("changeover_run_last_ended_timestamp_seconds", "When that run has ended", "plan", "type"),
    STEPS_ACTIVE("changeover_steps", "Steps of runs that are not over", "plan", "state"),
    DECISIONS("changeover_decisions_waiting", "Questions that nobody has answered", "plan", "kind"),
    DECISION_OLDEST(
            "changeover_decisions_oldest_timestamp_seconds", "Since when the oldest of them waits", "plan", "kind"),
    UNTOLD("changeover_notifications_pending", "Events that a receiver has not accepted yet", "plan", "receiver"),
    UNTOLD_OLDEST(
            "changeover_notifications_oldest_timestamp_seconds",
            "Since when the oldest of them waits",
            "plan",
            "receiver"),
    GIVEN_UP("changeover_notifications_given_up_total", "Events that were given up after a day", "plan", "receiver");

    private static final String TOTAL = "_total";

    private final String exposed;
    private final String help;
    private final List<String> labels;

    Measure(String exposed, String help, String... labels) {
        this.exposed = exposed;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Its name in queries. */
    public String exposed() {
        return exposed;
    }

    /** One sentence without a full stop. */
    public String help() {
        return help;
    }

    /** The names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }

    boolean counts() {
        return exposed.endsWith(TOTAL);
    }

    /** Its name without what the format adds by itself. */
    String bare() {
        return counts() ? exposed.substring(0, exposed.length() - TOTAL.length()) : exposed;
    }
}
