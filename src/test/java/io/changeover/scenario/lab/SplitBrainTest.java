package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An old primary comes back and believes that it is active. With the guard on its host it serves nobody; without, two
 * sites are active, and that is found, resolved and counted.
 */
class SplitBrainTest {
    private static final int SCHEDULES = Integer.getInteger("changeover.schedules", 2);
    private static final String GUARD =
            Path.of("guard", "changeover-guard").toAbsolutePath().toString();
    private static final String MARKER = "/srv/changeover-active";
    private static final String DATA = "/srv/postgresql/data";

    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        lab = Lab.up();
    }

    @AfterAll
    static void down() throws Exception {
        lab.close();
    }

    @Test
    void neverTwoSitesAcceptWritesWhileAnOldPrimaryBootsWithItsServicesEnabled() throws Exception {
        long first = Long.getLong("changeover.seed", System.nanoTime());
        for (String site : List.of("fra", "ams")) {
            enableAtBoot(site);
        }
        try (Writes writes = lab.writes("fra")) {
            for (long seed = first; seed < first + SCHEDULES; seed++) {
                int before = writes.sites().size();
                System.out.printf("schedule %d of %d: -Dchangeover.seed=%d%n", seed - first + 1, SCHEDULES, seed);
                schedule(new Random(seed), writes);
                List<String> sites = writes.sites();
                assertThat(sites.subList(Math.max(0, before - 1), sites.size()))
                        .as("who accepted writes, one after the other, -Dchangeover.seed=" + seed)
                        .containsExactly("fra", "ams", "fra");
                assertThat(lab.orders().sites())
                        .as("whom the users reached, -Dchangeover.seed=" + seed)
                        .containsExactly("fra", "ams", "fra");
            }
        }
    }

    /** The site is lost, people fail over by hand, and the lost site boots at some moment, reachable or not. */
    private static void schedule(Random random, Writes writes) throws IOException {
        lab.orders().begin();
        activate("fra");
        lab.fault("kill", "fra");
        pause(random);
        activate("ams");
        boolean cutOff = random.nextBoolean();
        if (cutOff) {
            for (String other : List.of("witness", "ams", "client", "edge")) {
                lab.fault("partition", "fra", other);
            }
        }
        boolean bootFirst = random.nextBoolean();
        if (bootFirst) {
            boot();
            pause(random);
        }
        lab.sql("ams", "select pg_promote()");
        writes.awaitFrom("ams");
        if (!bootFirst) {
            pause(random);
            boot();
        }
        pause(random);
        if (cutOff) {
            for (String other : List.of("witness", "ams", "client", "edge")) {
                lab.mend("partition", "fra", other);
            }
        }
        String run = lab.door().start("uncertain-restart", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "SITE");
        assertThat(question.path("evidence").toString()).contains("is stopped").contains("is a primary");
        lab.door().choose(question, "ams", "it was promoted by hand");
        assertThat(outcome(lab.awaitEnd(run))).isEqualTo("COMPLETED");
        lab.orders().awaitNewFrom("ams");
        assertThat(outcome(lab.move("failback"))).isEqualTo("COMPLETED");
        activate("fra");
        writes.awaitFrom("fra");
        lab.orders().awaitNewFrom("fra");
        lab.orders().close();
    }

    @Test
    void twoActiveSitesAreFoundResolvedAndCounted() throws Exception {
        lab.door().putPlan(Lab.PLAN, lab.plan().replace("        user: changeover\n", """
                        user: changeover
                        database: shop
                        counts: { orders: "select count(*) from orders" }
                        collisions: { orders: "select id, token from orders" }
                        duplicates: { orders: "select token, id from orders" }
                """));
        lab.fault("kill", "fra-db");
        lab.sql("ams", "select pg_promote()");
        await("a writable ams")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        lab.sql("ams", "select pg_is_in_recovery()").strip().equals("f"));
        lab.mend("kill", "fra-db");
        lab.on(
                "fra-db",
                "runuser",
                "-u",
                "postgres",
                "--",
                bin() + "/pg_ctl",
                "-s",
                "-w",
                "-D",
                DATA,
                "-l",
                "/srv/postgresql/log",
                "start");
        insert("fra", "(900001, 'f1'), (900002, 'f2'), (900003, 'f3'), (900004, 'f4'), (900005, 'f5')");
        insert("ams", "(900004, 'a4'), (900005, 'f1'), (900006, 'f2'), (900007, 'f3'), (900008, 'a8')");

        String found = lab.door().start("uncertain-restart", Lab.PLAN);
        assertThat(outcome(lab.awaitEnd(found))).isEqualTo("NOT_READY");
        assertThat(lab.status().path("state").asText()).isEqualTo("SPLIT_BRAIN");
        String run = lab.door().start("resolve-split-brain", Lab.PLAN);
        JsonNode question = lab.awaitQuestion(run, "SITE");
        assertThat(question.path("evidence").toString()).contains("rows: {orders=", "the same internal ids");
        lab.door().choose(question, "ams", "more users were there");
        JsonNode ended = lab.awaitEnd(run);

        assertThat(outcome(ended)).isEqualTo("COMPLETED");
        assertThat(lab.status().path("state").asText()).isEqualTo("ACTIVE");
        assertThat(lab.status().path("activeSite").asText()).isEqualTo("ams");
        JsonNode protect = operation(ended, "PROTECT", "ledger");
        JsonNode outputs = protect.path("outputs");
        importKept(outputs.path("kept").asText() + "/shop.dump");
        assertThat(lab.sql("ams", "select string_agg(token, ',' order by id) from kept_orders where id > 900000")
                        .strip())
                .isEqualTo("f1,f2,f3,f4,f5");
        assertThat(outputs.path("collisions.orders").asText())
                .isEqualTo(lab.sql(
                                "ams",
                                "select count(*) from orders o join kept_orders k using (id) where o.token <> k.token")
                        .strip())
                .isEqualTo("2");
        assertThat(outputs.path("duplicates.orders").asText())
                .isEqualTo(lab.sql(
                                "ams",
                                "select count(distinct o.token) from orders o join kept_orders k using (token) where o.id <> k.id")
                        .strip())
                .isEqualTo("3");
        assertThat(lab.door().report(run).toString())
                .contains(outputs.path("keptSha256").asText());
        lab.sql("ams", "drop table kept_orders; delete from orders where id > 900000");
        lab.door().putPlan(Lab.PLAN, lab.plan());
        assertThat(outcome(lab.move("failback"))).isEqualTo("COMPLETED");
    }

    private static void insert(String site, String rows) {
        lab.sql(
                site,
                "insert into orders (id, token, site, shop) select id, token, '" + site + "', 'by hand' from (values "
                        + rows + ") as v (id, token)");
    }

    /** The dump's orders beside those of ams, for SQL to compare. */
    private static void importKept(String dump) {
        String copy = lab.folder().resolve("kept.dump").toString();
        lab.on("fra-db", "cp", dump, copy);
        lab.sql("ams", "create table kept_orders (like orders)");
        lab.on(
                "ams-db",
                "sh",
                "-c",
                bin() + "/pg_restore -f - --data-only -t orders " + copy
                        + " | sed 's/public\\.orders /public.kept_orders /'"
                        + " | runuser -u postgres -- psql -q -h /run/postgresql -v ON_ERROR_STOP=1 shop");
    }

    /** The database starts with its host, unless the guard finds that the site is not the active one. */
    private static void enableAtBoot(String site) throws IOException {
        Path keys = lab.folder().resolve("keys");
        String ssh = "ssh -i %s/transfer -o UserKnownHostsFile=%s/known_hosts".formatted(keys, keys);
        Files.writeString(lab.folder().resolve("hosts/" + site + "-db/etc/systemd/user/ledger.service"), """
                [Service]
                Type=oneshot
                RemainAfterExit=yes
                Environment="GUARD_SSH=%s"
                ExecCondition=%s may-serve %s --standby %s/standby.signal --tries 1 root@%s:%s
                ExecStart=/usr/sbin/runuser -u postgres -- %s/pg_ctl -s -w -D %s -l /srv/postgresql/log start
                """.formatted(
                        ssh, GUARD, site, DATA, lab.address("witness"), MARKER, bin(), DATA));
    }

    /** The machines come up, with what is enabled there. */
    private static void boot() {
        lab.fault("boot", "fra");
        lab.on("fra-db", "systemctl", "--user", "start", "ledger");
        lab.on("fra-app", "systemctl", "--user", "start", "shop-1", "shop-2", "worker");
        lab.on("fra-front", "systemctl", "--user", "start", "front");
    }

    /** What the hook of a plan does before a promotion. */
    private static void activate(String site) {
        lab.on("witness", "env", "CHANGEOVER_TARGET=" + site, GUARD, "write", MARKER);
    }

    private static String bin() {
        List<String> found = new ArrayList<>();
        for (String line : lab.plan().lines().toList()) {
            if (line.contains("bin: \"")) {
                found.add(line.replaceAll(".*bin: \"([^\"]*)\".*", "$1"));
            }
        }
        return found.get(0);
    }

    /** Any time up to a second and a half. */
    private static void pause(Random random) {
        await().pollDelay(Duration.ofMillis(random.nextInt(1500)))
                .atMost(Duration.ofSeconds(5))
                .until(() -> true);
    }

    private static JsonNode operation(JsonNode run, String what, String target) {
        return StreamSupport.stream(run.path("steps").spliterator(), false)
                .flatMap(step -> StreamSupport.stream(step.path("operations").spliterator(), false))
                .filter(one -> one.path("operation").asText().equals(what)
                        && one.path("target").asText().equals(target))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static String outcome(JsonNode run) {
        return run.path("run").path("outcome").asText();
    }
}
