package io.changeover.scenario;

import static io.changeover.runbook.lint.Diagram.flow;
import static io.changeover.runbook.lint.Diagram.property;
import static io.changeover.runbook.lint.Diagram.runbook;
import static io.changeover.runbook.lint.Diagram.start;
import static io.changeover.runbook.lint.Diagram.step;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;

/** The runbook {@code rescue}: it fences the source at fra, and does at ams what must not be done before. */
final class Rescue {
    /** Two methods of the simulated sites and the verified stop, as part of a plan. */
    static final String METHODS = """
            fencing:
              - { name: power, connector: sim, within: 1s, fra: { host: ams-1 } }
              - { name: gate, connector: sim, within: 1s, fra: { host: ams-1 }, ams: { host: fra-1 } }
              - { name: quiet, connector: stop, within: 1s }
            """;

    private Rescue() {}

    /** Deploys it and answers the id of the deployment. */
    static String deploy(RepositoryService repository) {
        String end = "<bpmn:endEvent id=\"End_R\">" + property("outcome", "COMPLETED") + "</bpmn:endEvent>";
        String body = start("Start_R")
                + step("Task_Fence", "Fence the source", "fenceSource")
                + step("Task_Promote", "Promote", "promoteDatasets")
                + step("Task_Begin", "Start", "startInstances")
                + step("Task_Route", "Switch routes", "switchRoutes")
                + end
                + flow("Start_R", "Task_Fence", "Task_Promote", "Task_Begin", "Task_Route", "End_R");
        return repository
                .createDeployment()
                .addString("rescue.bpmn", runbook("rescue", body))
                .deploy()
                .getId();
    }

    /** The whole source ends by the hand of somebody. */
    static void stopAll(SimulatedServer server) {
        List.of("ledger", "shop-1", "shop-2").forEach(name -> server.sites.stopByHand(name, "fra"));
    }
}
