package io.changeover.scenario;

import static org.awaitility.Awaitility.await;

import io.changeover.persistence.PostgresServer;
import io.changeover.scenario.DatabaseHolds.Moment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link CrashTest} with the server's tables in PostgreSQL. Here the database can be held as well, so every
 * step meets the kill at the two moments that no target sees: written but not begun, and worked on but not closed. Of
 * the moments inside a step, which are the same code on both databases, there is one for each kind of change. Every step
 * meets one of its two moments on the way there and the other on the way back: a server that must go on with everything
 * at once has not the time that one with a run or two has.
 */
class PostgresCrashTest {
    private static final String UNDISTURBED = "undisturbed";

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private ShellSites sites;
    private PostgresServer database;
    private ServerNode node;
    private ServerDoor door;
    private DatabaseHolds holds;

    @BeforeEach
    void start() throws Exception {
        sites = opened.add(new ShellSites(folder));
        database = opened.add(PostgresServer.start());
        node = opened.add(new ServerNode(folder.resolve("node"), database.properties()));
        node.awaitReady();
        door = new ServerDoor(node);
        holds = new DatabaseHolds(database);
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    @Test
    void aKillBetweenAnyTwoStepsThereAndBackChangesNothingOfTheEnd() throws Exception {
        List<Integer> steps = stepsOfOneMove();
        List<String> plans = new ArrayList<>(List.of(UNDISTURBED, "stopped", "started", "switched"));
        steps.forEach(step -> plans.add("step-" + step));
        for (String plan : plans) {
            door.putPlan(plan, sites.plan(plan));
        }
        killDuring("fra", "ams", steps);
        plans.forEach(sites::forget);
        killDuring("ams", "fra", steps);
    }

    private List<Integer> stepsOfOneMove() {
        door.putPlan("first", sites.plan("first"));
        String run = door.start("switchover", "first");
        await("the end of a move").atMost(Duration.ofSeconds(60)).until(() -> {
            door.questions().forEach(door::approve);
            return door.ended(run);
        });
        return door.stepsWithOperations(run);
    }

    private void killDuring(String source, String target, List<Integer> steps) throws Exception {
        Moves moves = new Moves(sites, source, target);
        moves.stopAt("stopped", new Boundary("stop.shop-2." + source + ".end"));
        moves.stopAt("started", new Boundary("start.store." + target + ".1"));
        moves.stopAt("switched", new Boundary("switch.www." + target + ".end"));
        for (int i = 0; i < steps.size(); i++) {
            boolean written = i % 2 == 0 == source.equals("fra");
            stopAt(moves, steps.get(i), written ? Moment.WRITTEN : Moment.WORKED_ON);
        }
        moves.asksAPersonNext("step-" + steps.get(0));
        moves.hasNothingLeftToDo("step-" + steps.get(steps.size() - 1));
        moves.startAndAwaitMoments(door, UNDISTURBED);

        node.kill();
        holds.release();
        moves.letGo();
        node.start();
        node.awaitReady();

        moves.assertThatAllGoOn(door);
        moves.assertSameEndAs(door, UNDISTURBED);
    }

    private void stopAt(Moves moves, int step, Moment moment) throws SQLException {
        String plan = "step-" + step;
        holds.hold(plan, step, moment);
        moves.stopAt(plan, now -> holds.held(plan, step, moment));
    }
}
