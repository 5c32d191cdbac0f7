package io.changeover.runbook.trial;

import io.changeover.application.TrialReport;
import io.changeover.application.TrialReport.Choice;
import io.changeover.application.TrialReport.Coverage;
import io.changeover.application.TrialReport.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Tries out runbooks of a set: takes every path through them on a real engine, with steps that touch nothing. Each call
 * has an engine of its own, which takes a second or two. Thread-safe.
 */
public final class RunbookTrial {
    /** More paths than this are not taken; the report says so. */
    public static final int MOST_PATHS = 2_000;

    /** No path is begun after this time for one runbook; the report says so. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private final Duration longest;
    private final Map<String, String> files;
    private final Diagrams diagrams;

    /** @param files diagrams and forms by name, about which the lint has nothing to say */
    public RunbookTrial(Map<String, String> files) {
        this(files, LONGEST);
    }

    RunbookTrial(Map<String, String> files, Duration longest) {
        this.longest = longest;
        this.files = Map.copyOf(files);
        this.diagrams = new Diagrams(files);
    }

    /** The ids of all runbooks in the set. */
    public List<String> runbooks() {
        return diagrams.processes().stream().filter(diagrams::isRunbook).toList();
    }

    /**
     * Takes the paths through runbooks, or through blocks as if they were some.
     *
     * @param chosen the outcomes to try at an element, by its id; all that are possible where it is not named
     * @throws IllegalArgumentException if there is no such runbook, or no such outcome
     */
    public List<TrialReport> run(List<String> runbooks, Map<String, Set<String>> chosen) {
        runbooks.stream()
                .filter(one -> !diagrams.processes().contains(one))
                .findFirst()
                .ifPresent(one -> {
                    throw new IllegalArgumentException(
                            "there is no runbook '%s' among %s".formatted(one, diagrams.processes()));
                });
        Map<String, Set<String>> offered = new TreeMap<>();
        try (TrialEngine engine = new TrialEngine(files, diagrams)) {
            List<TrialReport> reports = runbooks.stream()
                    .map(one -> run(engine, one, chosen, offered))
                    .toList();
            known(chosen, offered);
            return reports;
        }
    }

    private TrialReport run(
            TrialEngine engine, String runbook, Map<String, Set<String>> chosen, Map<String, Set<String>> offered) {
        engine.marks().clear();
        long begun = System.nanoTime();
        BooleanSupplier late = () -> System.nanoTime() - begun >= longest.toNanos();
        Explorer explorer = new Explorer(engine, new Outcomes(diagrams), runbook, chosen, MOST_PATHS, late);
        List<Path> paths = explorer.explore((choices, passed, fault) -> path(runbook, choices, passed, fault));
        explorer.offered()
                .forEach((element, outcomes) ->
                        offered.computeIfAbsent(element, key -> new TreeSet<>()).addAll(outcomes));
        return new TrialReport(runbook, explorer.complete(), paths, coverage(runbook, engine.marks()));
    }

    private Path path(String runbook, List<Choice> choices, List<String> passed, Optional<String> fault) {
        if (fault.isPresent()) {
            return new Path(choices, "no end", Optional.empty(), fault);
        }
        if (choices.get(choices.size() - 1).outcome().equals("abort")) {
            return new Path(choices, "aborted by a person", Optional.of("ABORTED"), fault);
        }
        String last = passed.stream()
                .filter(place -> place.startsWith(runbook + "/"))
                .reduce((before, after) -> after)
                .map(place -> place.substring(runbook.length() + 1))
                .orElse("");
        return new Path(
                choices, diagrams.name(runbook, last), diagrams.property(runbook, last, "outcome"), Optional.empty());
    }

    private List<Coverage> coverage(String runbook, Marks marks) {
        List<Coverage> coverage = new ArrayList<>();
        for (String process : diagrams.with(runbook)) {
            List<String> elements = diagrams.elements(process);
            List<String> flows = diagrams.flows(process);
            List<String> missed = new ArrayList<>(elements);
            missed.addAll(flows);
            missed.removeIf(element -> marks.has(process, element));
            int flowsMissed = (int) missed.stream().filter(flows::contains).count();
            coverage.add(new Coverage(
                    process,
                    elements.size(),
                    elements.size() - (missed.size() - flowsMissed),
                    flows.size(),
                    flows.size() - flowsMissed,
                    missed));
        }
        return coverage;
    }

    /** A word that was never offered is a mistake of the person who wrote it, and must not pass as a trial. */
    private static void known(Map<String, Set<String>> chosen, Map<String, Set<String>> offered) {
        chosen.forEach((element, outcomes) -> {
            Set<String> there = offered.getOrDefault(element, Set.of());
            if (there.isEmpty()) {
                throw new IllegalArgumentException("no path comes to '%s', where an outcome was chosen; there are %s"
                        .formatted(element, offered.keySet()));
            }
            if (!there.containsAll(outcomes)) {
                throw new IllegalArgumentException(
                        "'%s' ends with one of %s, chosen was %s".formatted(element, there, outcomes));
            }
        });
    }
}
