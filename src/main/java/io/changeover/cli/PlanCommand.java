package io.changeover.cli;

import io.changeover.api.model.AcknowledgeRequest;
import io.changeover.api.model.ObjectivesView;
import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanDetail;
import io.changeover.api.model.PlanView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans: what is protected, where it runs and by which rules it moves. */
@Command(name = "plan", synopsisSubcommandLabel = "COMMAND", description = "Check, apply and show protection plans.")
final class PlanCommand {
    private static final Pattern NAME =
            Pattern.compile("(?m)^plan:\\s*[\"']?([a-z0-9][a-z0-9-]{0,62})[\"']?\\s*(#.*)?$");

    private final RootCommand root;

    PlanCommand(RootCommand root) {
        this.root = root;
    }

    @Command(
            name = "check",
            description = {
                "Says everything that is wrong with a plan file, each mistake with its line.",
                "Needs no server: the same rules are built in. --online asks the server, which may have other connectors."
            })
    int check(
            @Parameters(paramLabel = "FILE", description = "The plan file.") Path file,
            @Option(names = "--online", description = "Ask the server.") boolean online) {
        String yaml = read(file);
        OfflineCheck.Answer answer = online
                ? askServer(yaml)
                : root.around().offline().map(offline -> offline.check(yaml)).orElseGet(() -> askServer(yaml));
        if (answer.plan().isEmpty()) {
            int count = answer.problems().size();
            if (root.printer().forPrograms()) {
                root.printer().json(Map.of("valid", false, "problems", answer.problems()));
            } else {
                root.printer().problems(file + ":", answer.problems());
                root.printer().aside("%s: %d %s".formatted(file, count, count == 1 ? "mistake" : "mistakes"));
            }
            return Exit.FAILED;
        }
        PlanCheckView plan = answer.plan().get();
        if (root.printer().forPrograms()) {
            root.printer().json(plan);
        } else {
            root.printer().line("%s: plan '%s' is valid: %s".formatted(file, plan.plan(), plan.summary()));
        }
        return Exit.DONE;
    }

    private OfflineCheck.Answer askServer(String yaml) {
        try {
            PlanCheckView plan = root.api().check("/plans/check", yaml, PlanCheckView.class);
            return new OfflineCheck.Answer(Optional.of(plan), List.of());
        } catch (Failure failure) {
            if (failure.problems().isEmpty()) {
                throw failure;
            }
            return new OfflineCheck.Answer(Optional.empty(), failure.problems());
        }
    }

    @Command(
            name = "apply",
            description = {
                "Gives the plan file to the server: a new plan, or a new version of the plan of that name.",
                "Runs that are under way keep the version they began with."
            })
    int apply(@Parameters(paramLabel = "FILE", description = "The plan file.") Path file) {
        String yaml = read(file);
        Matcher name = NAME.matcher(yaml);
        if (!name.find()) {
            throw Failure.usage("%s does not say 'plan: NAME' in a line of its own; try 'changeover plan check %s'"
                    .formatted(file, file));
        }
        PlanView plan = root.api().put("/plans/" + Api.encode(name.group(1)), yaml, PlanView.class);
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
        List<List<@Nullable String>> rows = plans.stream().map(PlanCommand::row).toList();
        root.printer()
                .table(List.of("PLAN", "VERSION", "ACTIVE", "PREFERRED", "STATE", "EPOCH", "RUN", "RPO", "RTO"), rows);
        return Exit.DONE;
    }

    private static List<@Nullable String> row(PlanView plan) {
        return Arrays.asList(
                plan.name(),
                String.valueOf(plan.version()),
                plan.activeSite(),
                plan.preferredSite(),
                plan.state(),
                String.valueOf(plan.epoch()),
                plan.holder(),
                Times.words(plan.objectives().rpo()),
                Times.words(plan.objectives().rto()));
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

    private static Map<String, String> fields(PlanDetail detail) {
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
                    String reason) {
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failure.usage("the file '%s' cannot be read: %s"
                    .formatted(file, Files.exists(file) ? "not allowed, or not UTF-8" : "there is none"));
        }
    }
}
