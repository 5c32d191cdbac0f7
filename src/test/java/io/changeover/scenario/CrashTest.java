package io.changeover.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server on a durable H2 file is killed with {@code kill -9} at every moment of a move: while a reading, a change or
 * the reading after it is under way, for every step and for the approval. For each moment there is a service of its own
 * that stands there, held by its targets; one kill meets them all. What was begun at the targets ends there while the
 * server is dead.
 */
class CrashTest {
    private static final String UNDISTURBED = "undisturbed";

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private ShellSites sites;
    private ServerNode node;
    private ServerDoor door;

    @BeforeEach
    void start() throws Exception {
        sites = opened.add(new ShellSites(folder));
        node = opened.add(new ServerNode(folder.resolve("node")));
        node.awaitReady();
        door = new ServerDoor(node);
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    @Test
    void aKillAtAnyMomentThereAndBackChangesNothingOfTheEnd() throws Exception {
        List<String> plans = new ArrayList<>(List.of(UNDISTURBED));
        for (int i = 1; i <= Boundary.ofMove("fra", "ams").size(); i++) {
            plans.add("service-" + i);
        }
        for (String plan : plans) {
            door.putPlan(plan, sites.plan(plan));
        }
        killDuring("fra", "ams", plans);
        plans.forEach(sites::forget);
        killDuring("ams", "fra", plans);
    }

    private void killDuring(String source, String target, List<String> plans) throws Exception {
        List<Boundary> boundaries = Boundary.ofMove(source, target);
        Moves moves = new Moves(sites, source, target);
        for (int i = 0; i < boundaries.size(); i++) {
            moves.stopAt(plans.get(i + 1), boundaries.get(i));
        }
        moves.startAndAwaitMoments(door, UNDISTURBED);

        node.kill();
        moves.letGo();
        node.start();
        node.awaitReady();

        moves.assertThatAllGoOn(door);
        moves.assertSameEndAs(door, UNDISTURBED);
    }
}
