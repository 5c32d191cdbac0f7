package io.changeover.runbook.lint;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps a runbook may be built of. A service task names one by {@code camunda:delegateExpression="${beanName}"}. */
public enum Delegate {
    CHECK_READINESS(
            "checkReadiness", Effect.NONE, "Checks whether the run may begin, and lists all that speaks against it."),
    GATHER_EVIDENCE(
            "gatherEvidence",
            Effect.NONE,
            "Looks from several places whether the source answers, and reads at the target how much may be lost."),
    PLAN_WINDOW(
            "planWindow",
            Effect.NONE,
            "Finds the next opening of the plan's window and whether the expected time fits."),
    PREPARE_DATASETS("prepareDatasets", Effect.NONE, "Does what shortens the outage while the service still runs."),
    STOP_INSTANCES(
            "stopInstances",
            Effect.STOP,
            "Stops the members of a group on the source site and reads back that they are down."),
    SYNC_DATASETS("syncDatasets", Effect.NONE, "Carries over the last changes of every dataset."),
    FENCE_SOURCE(
            "fenceSource",
            Effect.FENCE,
            "Makes sure, with evidence, that a source which may be lost takes no more writes."),
    UNFENCE_STANDBY(
            "unfenceStandby",
            Effect.UNFENCE,
            "Releases the site that does not serve from what fenced it, before it is to follow."),
    PROVE_SOURCE_QUIET(
            "proveSourceQuiet",
            Effect.PROVE,
            "Proves that the source takes no more writes and that the target has the last of them."),
    READ_ROLES("readRoles", Effect.NONE, "Reads at each site by itself whether it takes writes."),
    JUDGE_ROLES("judgeRoles", Effect.NONE, "Finds out from what was read which of the sites are active."),
    DEMOTE_DATASETS(
            "demoteDatasets",
            Effect.PROVE,
            "Makes sure that the site that was not chosen takes no writes, and reads it back."),
    PROMOTE_DATASETS("promoteDatasets", Effect.PROMOTE, "Makes the datasets of the target site writable."),
    START_INSTANCES("startInstances", Effect.START, "Starts the members of a group on the target site."),
    CHECK_HEALTH("checkHealth", Effect.NONE, "Waits until every member of a group answers its check well."),
    SWITCH_ROUTES("switchRoutes", Effect.ROUTE, "Sends users to the target site."),
    VERIFY_TRAFFIC("verifyTraffic", Effect.NONE, "Proves with real requests that users reach the target site."),
    PROTECT_DATASETS("protectDatasets", Effect.PROTECT, "Makes the site that does not serve follow the one that does."),
    CLONE_DATASETS(
            "cloneDatasets",
            Effect.CLONE,
            "Makes writable copies of the standby side's datasets, apart from production."),
    CLEAN_UP_DRILL(
            "cleanUpDrill", Effect.CLEAN_UP, "Stops and removes all that a drill has, or may have, started and made."),
    RUN_CONNECTOR(
            "runConnector",
            Effect.NONE,
            "Has a connector carry out one operation that the diagram itself describes: a command, a request, a check."),
    UNDO_CHANGES(
            "undoChanges",
            Effect.NONE,
            "Takes back what the run did, in reverse, and reads back that the source serves."),
    APPLY_DECISION("applyDecision", Effect.NONE, "Carries out what a person decided about a failed step.");

    private final String beanName;
    private final Effect effect;
    private final String sentence;

    Delegate(String beanName, Effect effect, String sentence) {
        this.beanName = beanName;
        this.effect = effect;
        this.sentence = sentence;
    }

    /** The name in the diagram, without the braces. */
    public String beanName() {
        return beanName;
    }

    /** What the step does to the service. */
    public Effect effect() {
        return effect;
    }

    /** What the step does, for people. */
    public String sentence() {
        return sentence;
    }

    /** As a diagram writes it: {@code ${beanName}}. */
    public String expression() {
        return "${" + beanName + "}";
    }

    /** Whether a proof that the source is quiet holds no longer after this step: it may have started the source again. */
    boolean voidsProof() {
        return this == UNDO_CHANGES || this == UNFENCE_STANDBY;
    }

    /** The delegate an expression names: exactly {@code ${beanName}}, nothing around it. */
    public static Optional<Delegate> ofExpression(String expression) {
        return Arrays.stream(values())
                .filter(delegate -> delegate.expression().equals(expression))
                .findFirst();
    }

    /** All bean names. */
    public static Set<String> beanNames() {
        return Arrays.stream(values()).map(Delegate::beanName).collect(Collectors.toUnmodifiableSet());
    }

    /** What a step does to the service; the order of effects in a runbook is checked by it. */
    public enum Effect {
        /** Reads, records or prepares; users notice nothing. */
        NONE,
        /** Takes the service down on the source. */
        STOP,
        /** Shows that the source takes no more writes. */
        PROVE,
        /** Makes sure that a source which may be lost takes no more writes. */
        FENCE,
        /** Releases the standby site from what fenced it. */
        UNFENCE,
        /** Makes data writable on the target. */
        PROMOTE,
        /** Brings the service up on the target. */
        START,
        /** Sends users to the target. */
        ROUTE,
        /** Sets up replication the other way. */
        PROTECT,
        /** Makes copies for a drill. */
        CLONE,
        /** Leaves nothing of a drill. */
        CLEAN_UP
    }
}
