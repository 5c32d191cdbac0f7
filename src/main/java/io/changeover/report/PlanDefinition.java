package io.changeover.report;

import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a version of a plan says, in words, and how it came about. Secrets are references, as in its file. The component
 * names are API.
 *
 * @param newest the newest version there is
 * @param state how the service stands now, whatever the version
 * @param rules what holds for the plan as a whole, by name
 * @param parts hosts and members, one for each site that they have something at
 * @param history the versions up to this one, newest first
 */
public record PlanDefinition(
        String plan,
        int version,
        int newest,
        String appliedBy,
        Instant appliedAt,
        PlanState state,
        String activeSite,
        String preferredSite,
        Duration rpo,
        Duration rto,
        Map<String, String> rules,
        List<Part> parts,
        List<Version> history) {

    /** What a part is. */
    public enum Type {
        /** A machine. */
        HOST,
        /** A service on a host. */
        INSTANCE,
        /** Replicated data. */
        DATASET,
        /** What sends users to a site. */
        ROUTE,
        /** A command of the operators. */
        HOOK,
        /** A way to make sure that a site takes no more writes. */
        FENCING,
        /** Who is asked before a site is called lost. */
        WITNESS,
        /** What a drill starts or copies. */
        DRILL
    }

    /**
     * A part at one site.
     *
     * @param group the group that it moves with; empty where it has none
     * @param site empty where it belongs to no site
     * @param host the host's name, or of a host its address; empty where it has none
     * @param settings as the plan has them, secrets as references
     * @param checks what it is asked
     */
    public record Part(
            Type type,
            String name,
            String group,
            String connector,
            String site,
            String host,
            Map<String, String> settings,
            List<String> checks) {}

    /** A version, and what it changed in effect. */
    public record Version(int version, String appliedBy, Instant appliedAt, List<Change> changes) {}

    /** One difference in effect. */
    public record Change(PlanChange.Code code, PlanChange.Severity severity, String sentence) {}
}
