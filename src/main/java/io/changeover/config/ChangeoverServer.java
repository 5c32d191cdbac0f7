package io.changeover.config;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server: engine, workers, doors. */
@SpringBootApplication(scanBasePackages = "io.changeover")
@ConfigurationPropertiesScan
public class ChangeoverServer {
    /** Starts it; returns when it is ready, and it goes on until it is told to end. */
    public static void start(String... arguments) {
        SpringApplication.run(ChangeoverServer.class, arguments);
    }
}
