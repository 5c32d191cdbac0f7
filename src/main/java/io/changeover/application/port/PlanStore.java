package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanStatus;
import io.changeover.domain.plan.PlanVersion;
import java.util.List;
import java.util.Optional;

/** Keeps plans, their versions and what is true of them now. Takes part in the caller's transaction. */
public interface PlanStore {
    /** The plan's status, if it exists. */
    Optional<PlanStatus> find(PlanId plan);

    /** The same, locked against every other transaction until this one ends. */
    Optional<PlanStatus> lock(PlanId plan);

    /** Every plan, by name. */
    List<PlanStatus> all();

    /** Writes a plan that did not exist. */
    void insert(PlanStatus status);

    /** Overwrites a plan's status. */
    void update(PlanStatus status);

    /** Adds a version of a plan's file. */
    void insert(PlanVersion version);

    /** One version of a plan's file. */
    Optional<PlanVersion> version(PlanId plan, int version);

    /** All versions, newest first. */
    List<PlanVersion> versions(PlanId plan);
}
