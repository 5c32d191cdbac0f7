package io.changeover.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.changeover.schedule.HandOver;
import io.changeover.schedule.SchedulerWorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The short way to a worker, on a real scheduler and its real table. */
class HandOverTest {
    private final HikariDataSource database = new HikariDataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final List<String> worked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Node> nodes = new ArrayList<>();

    /** A node whose scheduler may be started or not, and what it hands over to itself. */
    private record Node(Scheduler scheduler, HandOver handOver, SchedulerWorkQueue queue) {}

    @BeforeEach
    void createTables() {
        database.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/common", "classpath:db/migration/h2")
                .load()
                .migrate();
    }

    @AfterEach
    void close() {
        end.countDown();
        nodes.forEach(node -> {
            node.handOver().close();
            node.scheduler().stop();
        });
        database.close();
    }

    private Node node(String name, int most, Consumer<String> work) {
        HandOver handOver = new HandOver(
                new JdbcHandOverRows(jdbc),
                name,
                most,
                Executors.newCachedThreadPool(),
                Duration.ofSeconds(5),
                (step, opened) -> work.accept(step),
                Clock.systemUTC());
        Scheduler scheduler = Scheduler.create(
                        new TransactionAwareDataSourceProxy(database),
                        Tasks.oneTime(SchedulerWorkQueue.STEP)
                                .execute((instance, context) ->
                                        worked.add(name + " later " + SchedulerWorkQueue.stepOf(instance.getId()))))
                .schedulerName(new SchedulerName.Fixed(name))
                .pollingInterval(Duration.ofMillis(50))
                .heartbeatInterval(Duration.ofMillis(100))
                .missedHeartbeatsLimit(4)
                .build();
        Node node = new Node(scheduler, handOver, new SchedulerWorkQueue(() -> scheduler, handOver, Clock.systemUTC()));
        nodes.add(node);
        handOver.open();
        return node;
    }

    private void block(String step) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void request(Node node, String step) {
        transaction.executeWithoutResult(status -> node.queue().schedule(step));
    }

    private int rows() {
        Integer count = jdbc.queryForObject("select count(*) from scheduled_tasks", Integer.class);
        return count == null ? -1 : count;
    }

    @Test
    void beginsWithTheCommitAndLeavesNoRow() {
        Node node = node("a", 2, worked::add);
        transaction.executeWithoutResult(status -> {
            node.queue().schedule("one");
            assertThat(rows()).isEqualTo(1);
            assertThat(worked).isEmpty();
        });
        await().until(() -> worked.contains("one"));
        await().until(() -> {
            node.handOver().sweep();
            return rows() == 0;
        });
    }

    @Test
    void whatIsRolledBackIsNeverBegunAndTakesNoRoom() {
        Node node = node("a", 1, worked::add);
        transaction.executeWithoutResult(status -> {
            node.queue().schedule("undone");
            status.setRollbackOnly();
        });
        assertThat(rows()).isZero();
        request(node, "one");
        await().until(() -> worked.contains("one"));
        assertThat(worked).containsExactly("one");
    }

    @Test
    void whatHasNoRoomGoesTheLongWay() {
        Node node = node("a", 1, this::block);
        node.scheduler().start();
        request(node, "one");
        request(node, "two");
        await().until(() -> worked.contains("a later two"));
    }

    @Test
    void anotherNodeTakesWhatADeadOneHad() {
        request(node("dead", 1, this::block), "one");
        node("next", 1, worked::add).scheduler().start();
        await().until(() -> worked.contains("next later one"));
    }

    @Test
    void nobodyElseTakesWhatANodeStillGivesSignsOfLifeFor() {
        Node alive = node("alive", 1, this::block);
        request(alive, "one");
        request(node("dead", 1, this::block), "two");
        node("next", 1, worked::add).scheduler().start();
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            alive.handOver().beat();
            return worked.contains("next later two");
        });
        assertThat(worked).containsExactly("next later two");
    }

    @Test
    void whatBrokeOffIsTakenAgain() {
        AtomicBoolean broken = new AtomicBoolean();
        Node node = node("a", 1, step -> {
            broken.set(true);
            throw new IllegalStateException("broken on purpose");
        });
        node.scheduler().start();
        request(node, "one");
        await().until(() -> worked.contains("a later one"));
        assertThat(broken).isTrue();
    }
}
