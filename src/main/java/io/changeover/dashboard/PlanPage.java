package io.changeover.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the page of a plan shows.
 *
 * @param rpo the data loss promised, in words
 * @param rto the outage promised, in words
 * @param starts every runbook, and what is against it
 * @param controls what else may be done to the plan, and why not now
 * @param versions of its file, newest first
 */
public record PlanPage(
        PlanCard card,
        String preferred,
        String rpo,
        String rto,
        PlanPicture picture,
        List<PlanCard.Start> starts,
        List<PlanControl> controls,
        List<RunRow> runs,
        List<Version> versions) {
    public PlanPage {
        starts = List.copyOf(starts);
        controls = List.copyOf(controls);
        runs = List.copyOf(runs);
        versions = List.copyOf(versions);
    }

    /** Both sites, the preferred one first. */
    public List<String> sites() {
        return picture.sites().stream().map(PlanPicture.SiteBox::name).toList();
    }

    /** What may be started now. */
    public List<PlanCard.Start> ready() {
        return starts.stream().filter(one -> one.blockers().isEmpty()).toList();
    }

    /** What is against every start alike; empty where something may be started. */
    public List<String> inTheWay() {
        List<String> common =
                new ArrayList<>(starts.isEmpty() ? List.of() : starts.get(0).blockers());
        starts.forEach(one -> common.retainAll(one.blockers()));
        return common;
    }

    /** What may not be started for reasons of its own. */
    public List<PlanCard.Start> held() {
        return starts.stream().filter(one -> !own(one).isEmpty()).toList();
    }

    /** What is against that start and not against every other one. */
    public List<String> own(PlanCard.Start start) {
        List<String> all = inTheWay();
        return start.blockers().stream().filter(one -> !all.contains(one)).toList();
    }

    /** Changes when what may be done changes, and only then. */
    public String actionsVersion() {
        return Integer.toHexString(List.of(starts, controls).hashCode());
    }

    /** One version of the plan's file. */
    public record Version(int number, String appliedBy, Instant appliedAt) {}

    /**
     * Something that may be done to a plan besides starting a run.
     *
     * @param asksSite whether the person must say at which site the service runs
     * @param asksUntil whether the person may say when it ends by itself
     */
    public record PlanControl(ControlView control, boolean asksSite, boolean asksUntil) {}
}
