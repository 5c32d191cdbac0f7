package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.persistence.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers share one PostgreSQL, and the one that works on the steps is killed: the other takes them over. */
class TakeOverTest {
    private static final String UNDISTURBED = "undisturbed";
    private static final String WORKER = """
            select t.picked_by from scheduled_tasks t
            join step s on t.task_instance like s.id || '/%'
            join run r on r.id = s.run
            where r.plan = ? and s.state = 'OPEN' and t.picked
            """;

    private final Opened opened = new Opened();

    @TempDir
    private Path folder;

    private ShellSites sites;
    private PostgresServer database;
    private ServerNode one;
    private ServerNode two;

    @BeforeEach
    void start() throws Exception {
        sites = opened.add(new ShellSites(folder));
        database = opened.add(PostgresServer.start());
        // Both at once on an empty database: each may be the one that makes the tables.
        one = opened.add(new ServerNode(folder.resolve("one"), database.properties()));
        two = opened.add(new ServerNode(folder.resolve("two"), database.properties()));
        one.awaitReady();
        two.awaitReady();
    }

    @AfterEach
    void stop() throws Exception {
        opened.close();
    }

    @Test
    void theOtherNodeGoesOnWithEveryStepOfTheOneThatDied() throws Exception {
        List<String> plans = List.of(UNDISTURBED, "stopping", "stopped", "starting", "checking", "switched");
        ServerDoor door = new ServerDoor(one);
        plans.forEach(plan -> door.putPlan(plan, sites.plan(plan)));

        ServerNode died = killTheWorkerDuring("fra", "ams", one);

        died.start();
        died.awaitReady();
        plans.forEach(sites::forget);
        ServerNode alive = died == one ? two : one;
        assertThat(killTheWorkerDuring("ams", "fra", alive)).isNotNull();
    }

    private ServerNode killTheWorkerDuring(String source, String target, ServerNode door) throws SQLException {
        Moves moves = new Moves(sites, source, target);
        moves.stopAt("stopping", new Boundary("stop.shop-2." + source + ".1"));
        moves.stopAt("stopped", new Boundary("stop.store." + source + ".end"));
        moves.stopAt("starting", new Boundary("start.shop-2." + target + ".1"));
        moves.stopAt("checking", new Boundary("check.shop-2." + target + ".1"));
        moves.stopAt("switched", new Boundary("switch.www." + target + ".end"));
        moves.startAndAwaitMoments(new ServerDoor(door), UNDISTURBED);

        ServerNode worker = workerOf("stopping");
        worker.kill();
        moves.letGo();

        ServerDoor other = new ServerDoor(worker == one ? two : one);
        moves.assertThatAllGoOn(other);
        moves.assertSameEndAs(other, UNDISTURBED);
        return worker;
    }

    /** The node that works on a plan's open step: its process id is part of its name. */
    private ServerNode workerOf(String plan) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), PostgresServer.USER, "");
                PreparedStatement query = connection.prepareStatement(WORKER)) {
            query.setString(1, plan);
            ResultSet rows = query.executeQuery();
            assertThat(rows.next()).as("somebody works on " + plan).isTrue();
            String name = rows.getString(1);
            ServerNode worker = name.contains("-" + one.pid() + "-") ? one : two;
            assertThat(name).contains("-" + worker.pid() + "-");
            return worker;
        }
    }
}
