package io.changeover.architecture.violations.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.architecture.violations.api.model.PlantedModel;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Lawful: no rule may name it. */
@Command(name = "planted")
final class PlantedVerb {
    void run(ObjectMapper json, PlantedModel model) throws Exception {
        System.out.println(Instant.now() + json.writeValueAsString(model));
        Thread.sleep(1);
    }
}
