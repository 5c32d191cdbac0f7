package io.changeover.cli;

import io.changeover.api.model.AcknowledgeRequest;
import io.changeover.api.model.ObjectivesView;
import io.changeover.api.model.PlanDetail;
import io.changeover.api.model.PlanView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans: what is protected, where it runs and by which rules it moves. */
@Command(name = "plan", synopsisSubcommandLabel = "COMMAND", description = "Check, apply and show protection plans.")
final class PlanCommand {
    private final RootCommand root;

    PlanCommand(RootCommand root) {
        this.root = root;
    }

    @Command(
            name = "apply",
            description = {
                "Gives the plan file to the server: a new plan, or a new version of the plan of that name.",
                "Runs that are under way keep the version they began with."
            })
    int apply(@Parameters(paramLabel = "FILE", description = "The plan file.") Path file) {
        String yaml = PlanText.read(file);
        PlanView plan = root.api().put("/plans/" + Api.encode(PlanText.name(file, yaml)), yaml, PlanView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(plan);
        } else {
            root.printer()
                    .line("plan '%s' is applied: version %d, %s".formatted(plan.name(), plan.version(), plan.state()));
        }
        return Exit.DONE;
    }

    @Command(name = "list", description = "Shows all plans: where each service runs and which run works on it.")
    int list() {
        List<PlanView> plans = root.api().list("/plans", PlanView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(plans);
            return Exit.DONE;
        }
        List<List<@Nullable String>> rows = plans.stream().map(this::row).toList();
        root.printer()
                .table(
                        List.of(
                                "PLAN",
                                "VERSION",
                                "ACTIVE",
                                "PREFERRED",
                                "STATE",
                                "EPOCH",
                                "RUN",
                                "RPO",
                                "RTO",
                                "LAST DRILL"),
                        rows);
        return Exit.DONE;
    }

    private List<@Nullable String> row(PlanView plan) {
        return Arrays.asList(
                plan.name(),
                String.valueOf(plan.version()),
                plan.activeSite(),
                plan.preferredSite(),
                plan.state(),
                String.valueOf(plan.epoch()),
                plan.holder(),
                Times.words(plan.objectives().rpo()),
                Times.words(plan.objectives().rto()),
                DrillWords.brief(plan.drill(), root.times()));
    }

    @Command(name = "show", description = "Shows one plan: its state, its members and its versions.")
    int show(
            @Parameters(paramLabel = "PLAN", description = "The plan's name.") String name,
            @Option(names = "--yaml", description = "Print the plan file instead, as it was applied.") boolean yaml) {
        PlanDetail detail = root.api().get("/plans/" + Api.encode(name), PlanDetail.class);
        if (yaml) {
            root.printer().line(detail.yaml().stripTrailing());
        } else if (root.printer().forPrograms()) {
            root.printer().json(detail);
        } else {
            root.printer().fields(fields(detail));
            root.printer().line("");
            List<List<@Nullable String>> rows = detail.versions().stream()
                    .map(version -> Arrays.<@Nullable String>asList(
                            String.valueOf(version.version()),
                            root.times().day(version.appliedAt()),
                            version.appliedBy()))
                    .toList();
            root.printer().table(List.of("VERSION", "APPLIED", "BY"), rows);
        }
        return Exit.DONE;
    }

    private Map<String, String> fields(PlanDetail detail) {
        PlanView plan = detail.plan();
        ObjectivesView objectives = plan.objectives();
        String active = plan.activeSite();
        String holder = plan.holder();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("plan", "%s, version %d".formatted(plan.name(), plan.version()));
        fields.put("state", plan.state());
        fields.put("active site", active == null ? "not known; say which with 'changeover plan acknowledge'" : active);
        fields.put("preferred site", plan.preferredSite());
        fields.put("held by run", holder == null ? "none" : holder);
        fields.put("epoch", String.valueOf(plan.epoch()));
        fields.put("last drill", DrillWords.sentence(plan.drill(), root.times()));
        fields.put(
                "objectives", "RPO %s, RTO %s".formatted(Times.words(objectives.rpo()), Times.words(objectives.rto())));
        detail.groups().forEach(group -> fields.put("group " + group.name(), String.join(", ", group.instances())));
        fields.put("datasets", detail.datasets().isEmpty() ? "none" : String.join(", ", detail.datasets()));
        fields.put("routes", detail.routes().isEmpty() ? "none" : String.join(", ", detail.routes()));
        return fields;
    }

    @Command(
            name = "acknowledge",
            description = {
                "Says which site is active, where the product cannot know: for a new plan, or after somebody moved the",
                "service by hand. Look before you say it; the server's log keeps your words."
            })
    int acknowledge(
            @Parameters(paramLabel = "PLAN", description = "The plan's name.") String name,
            @Option(names = "--active", paramLabel = "SITE", required = true, description = "Where the service runs.")
                    String site,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "How you know.")
                    String reason,
            @Mixin Confirmation confirmation) {
        String what = "From now on plan '%s' is taken to run at %s.".formatted(name, site);
        confirmation.ask(root, name, what, "not acknowledged");
        PlanView plan = root.api()
                .post(
                        "/plans/" + Api.encode(name) + "/acknowledge",
                        new AcknowledgeRequest(site, reason),
                        PlanView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(plan);
        } else {
            root.printer()
                    .line("plan '%s': active site %s, %s".formatted(plan.name(), plan.activeSite(), plan.state()));
        }
        return Exit.DONE;
    }

    @Command(name = "schema", description = "Prints the JSON Schema of plan files, for editors.")
    int schema() {
        root.printer()
                .line(root.api()
                        .text("/schema/plan", "application/schema+json, application/json")
                        .strip());
        return Exit.DONE;
    }
}
