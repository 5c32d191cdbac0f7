package io.changeover.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.Environment;

/** The server: engine, workers, doors. */
@SpringBootApplication(scanBasePackages = "io.changeover")
@ConfigurationPropertiesScan
public class ChangeoverServer {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeoverServer.class);

    /** Starts it; returns when it is ready and has said so, and it goes on until it is told to end. */
    public static void start(String... arguments) {
        Environment running =
                SpringApplication.run(ChangeoverServer.class, arguments).getEnvironment();
        LOG.info(
                "ready, listens on {} port {}",
                running.getProperty("server.address"),
                running.getProperty("local.server.port"));
    }
}
