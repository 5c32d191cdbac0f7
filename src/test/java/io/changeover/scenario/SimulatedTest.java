package io.changeover.scenario;

import io.changeover.config.ChangeoverServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole server, its real engine, runbooks and workers, on an H2 database in memory and simulated sites. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {ChangeoverServer.class, SimulatedServer.Beans.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:simulated-${random.uuid};DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0",
            "changeover.data-dir=target/test-data/simulated-${changeover.test.fork}",
            "changeover.users-file=src/test/resources/simulated-users.yml"
        })
@interface SimulatedTest {}
