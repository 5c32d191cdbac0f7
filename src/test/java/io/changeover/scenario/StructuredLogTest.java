package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Run;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** The server's log, as a collector gets it. */
@SimulatedTest
class StructuredLogTest {
    @Autowired
    private SimulatedServer server;

    @Test
    void aLineOfAStructuredLogNamesItsRunAndItsStep() throws Exception {
        PlanId plan = server.plan("monitor-log");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Run run;
        try (Listening listening = new Listening(lines)) {
            assertThat(listening.started()).isTrue();
            server.sites.faults().refuse("PROTECT ledger@ams");
            run = server.start("reprotect", plan);
            server.decide(run.id(), "skip", "to be logged");
            server.ended(run.id());
        }
        List<JsonNode> logged = new ArrayList<>();
        for (String line : lines.toString(StandardCharsets.UTF_8).split("\n")) {
            logged.add(new ObjectMapper().readTree(line));
        }

        assertThat(logged).allMatch(line -> line.has("@timestamp") && line.has("message"));
        assertThat(logged)
                .filteredOn(line -> line.path("run").asText().equals(run.id().value()))
                .extracting(line -> line.path("message").asText())
                .contains("run %s: started by olga".formatted(run.id()))
                .anyMatch(message -> message.startsWith("run %s: ended".formatted(run.id())));
        assertThat(logged)
                .as("what a worker logs")
                .anyMatch(line -> line.path("run").asText().equals(run.id().value())
                        && !line.path("step").asText().isEmpty());
        assertThat(logged).noneMatch(line -> line.path("message").asText().contains("to be logged"));
    }

    /** Collects what the server logs as ECS, as the property for it would have it. */
    private static final class Listening implements AutoCloseable {
        private final Logger logger = (Logger) LoggerFactory.getLogger("io.changeover");
        private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

        Listening(ByteArrayOutputStream lines) {
            LoggerContext context = logger.getLoggerContext();
            StructuredLogEncoder encoder = new StructuredLogEncoder();
            encoder.setContext(context);
            encoder.setFormat("ecs");
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.start();
            appender.setContext(context);
            appender.setEncoder(encoder);
            appender.setOutputStream(lines);
            appender.start();
            logger.addAppender(appender);
        }

        boolean started() {
            return appender.isStarted();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
            appender.stop();
        }
    }
}
