package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Many services that move at the same time, each held at a moment of its own, so that one kill of the server meets all
 * of these moments at once.
 */
final class Moves {
    /** Within this time after a server is ready, or after the other node died, every run goes on. */
    static final Duration GOES_ON = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ShellSites sites;
    private final String source;
    private final String target;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final Set<String> notApproved = new TreeSet<>();
    private final Set<String> asking = new TreeSet<>();
    private final Set<String> nothingLeft = new TreeSet<>();
    private final Map<String, String> runs = new LinkedHashMap<>();
    private final Map<String, Integer> callsAtTheKill = new LinkedHashMap<>();

    /** Moves between these sites. */
    Moves(ShellSites sites, String source, String target) {
        this.sites = sites;
        this.source = source;
        this.target = target;
    }

    /** Whether a run stands where it is wanted. */
    interface Standing {
        boolean reached(ServerDoor door);
    }

    /** The move of that plan will stop at that moment. */
    void stopAt(String plan, Boundary boundary) {
        if (boundary.waitsForAPerson()) {
            notApproved.add(plan);
            asking.add(plan);
            standings.put(plan, door -> door.questions().stream().anyMatch(question -> isAbout(question, plan)));
        } else {
            sites.hold(plan, boundary.point());
            standings.put(plan, door -> sites.held(plan, boundary.point()));
        }
    }

    /** The move of that plan will stop at a moment that somebody else takes care of. */
    void stopAt(String plan, Standing standing) {
        standings.put(plan, standing);
    }

    /** At its moment the targets of that plan have done all they had to do. */
    void hasNothingLeftToDo(String plan) {
        nothingLeft.add(plan);
    }

    /** At its moment nothing is left to do for the targets of that plan before a person is asked. */
    void asksAPersonNext(String plan) {
        asking.add(plan);
    }

    /** Starts all moves, and the one of a plan that nothing disturbs; returns when each stands at its moment. */
    void startAndAwaitMoments(ServerDoor door, String undisturbed) {
        standings.put(undisturbed, now -> now.ended(runs.get(undisturbed)));
        String runbook = source.equals("fra") ? "switchover" : "failback";
        standings.keySet().forEach(plan -> runs.put(plan, door.start(runbook, plan)));
        Set<String> missing = new TreeSet<>(standings.keySet());
        await("every run is at its moment").atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> {
            approveAllBut(door, notApproved);
            missing.removeIf(plan -> standings.get(plan).reached(door));
            assertThat(missing).isEmpty();
        });
        standings.remove(undisturbed);
    }

    private void approveAllBut(ServerDoor door, Set<String> waiting) {
        for (JsonNode question : door.questions()) {
            if (waiting.stream().noneMatch(plan -> isAbout(question, plan))) {
                assertThat(question.path("kind").asText())
                        .as("what is asked: %s", question)
                        .isEqualTo("APPROVAL");
                door.approve(question);
            }
        }
    }

    private boolean isAbout(JsonNode question, String plan) {
        return question.path("run").asText().equals(runs.get(plan));
    }

    /** The server is dead: notes how far the targets are, and lets whatever it began there end. */
    void letGo() {
        standings
                .keySet()
                .forEach(plan -> callsAtTheKill.put(plan, sites.calls(plan).size()));
        standings.keySet().forEach(sites::release);
    }

    /** Every run goes on in time: its targets hear from a server again, or it ends where nothing is left for them. */
    void assertThatAllGoOn(ServerDoor door) {
        Set<String> still = new TreeSet<>(callsAtTheKill.keySet());
        await("every run goes on").atMost(GOES_ON).pollInterval(LOOK).untilAsserted(() -> {
            if (!Collections.disjoint(still, asking)) {
                approveAllBut(door, Set.of());
            }
            // A server that has just started has more to do than to answer a question per run and look.
            still.removeIf(plan -> nothingLeft.contains(plan)
                    ? door.ended(runs.get(plan))
                    : sites.calls(plan).size() > callsAtTheKill.get(plan));
            assertThat(still)
                    .as(() -> "how they stand: "
                            + still.stream()
                                    .map(plan -> door.run(runs.get(plan)))
                                    .toList())
                    .isEmpty();
        });
    }

    /** All end as the run of that plan, which nothing has disturbed: the same steps, each effect once and in order. */
    void assertSameEndAs(ServerDoor door, String undisturbed) {
        Set<String> open = new TreeSet<>(runs.keySet());
        await("the end of all runs").atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> {
            approveAllBut(door, Set.of());
            open.removeIf(plan -> door.ended(runs.get(plan)));
            assertThat(open).isEmpty();
        });
        List<String> steps = door.steps(runs.get(undisturbed));
        runs.forEach((plan, run) -> {
            assertThat(door.run(run).path("run").path("outcome").asText())
                    .as("outcome of " + plan)
                    .isEqualTo("COMPLETED");
            assertThat(door.steps(run)).as("steps of " + plan).isEqualTo(steps);
            assertEffects(plan);
        });
    }

    private void assertEffects(String plan) {
        assertThat(sites.violations(plan)).as("violations of " + plan).isEmpty();
        List<String> effects = new ArrayList<>(sites.effects(plan));
        assertThat(effects).as("effects of " + plan).hasSize(7);
        // The instances of one group move at the same time, in either order.
        effects.subList(0, 2).sort(null);
        effects.subList(4, 6).sort(null);
        assertThat(effects).as("effects of " + plan).isEqualTo(expectedEffects());
        assertThat(sites.actsBegun(plan).values())
                .as("how often the commands of %s were begun: %s", plan, sites.actsBegun(plan))
                .hasSize(7)
                .containsOnly(1L);
    }

    private List<String> expectedEffects() {
        // Nothing is promoted, so the epoch rises where a promotion would be: between the sites.
        long epoch = source.equals("fra") ? 1 : 2;
        return Stream.concat(
                        Stream.of("shop-1", "shop-2", "store")
                                .map(name -> "stop %s %s in epoch %d".formatted(name, source, epoch)),
                        Stream.concat(
                                Stream.of("store", "shop-1", "shop-2")
                                        .map(name -> "start %s %s in epoch %d".formatted(name, target, epoch + 1)),
                                Stream.of("switch www %s in epoch %d".formatted(target, epoch + 1))))
                .toList();
    }
}
