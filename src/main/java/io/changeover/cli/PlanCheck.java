package io.changeover.cli;

import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanDetail;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a plan file, and with what the plan names. */
@Command(
        name = "check",
        description = {
            "Says everything that is wrong with a plan file, each mistake with its line.",
            "Needs no server: the same rules are built in. --online asks the server, which may have other connectors.",
            "--connect has the server ask every host, instance, dataset and route that the plan names whether it is",
            "reached and ready, as the first step of a run would, and lists what is missing, all at once. It starts no",
            "run and changes nothing. In place of a file (.yaml, .yml, or a path such as ./shop) it takes the name of a plan",
            "that the server has."
        },
        footer = {
            "",
            "Examples:",
            "  changeover plan check shop.yaml",
            "  changeover plan check shop.yaml --connect",
            "  changeover plan check shop --connect --output json"
        })
final class PlanCheck implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "FILE", description = "The plan file (.yaml, .yml, or a path), or a plan's name.")
    private String file = "";

    @Option(names = "--online", description = "Ask the server.")
    private boolean online;

    @Option(names = "--connect", description = "Have the server connect to what the plan names.")
    private boolean connect;

    PlanCheck(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        boolean named = PlanText.isName(root, file);
        if (connect && named) {
            return new ConnectWatch(root).check("/plans/" + Api.encode(file) + "/check?connect=true", "", file);
        }
        String yaml = named
                ? root.api().get("/plans/" + Api.encode(file), PlanDetail.class).yaml()
                : PlanText.read(Path.of(file));
        OfflineCheck.Answer answer = online || connect
                ? askServer(yaml)
                : root.around().offline().map(offline -> offline.check(yaml)).orElseGet(() -> askServer(yaml));
        if (answer.plan().isEmpty()) {
            return mistakes(answer);
        }
        return connect
                ? new ConnectWatch(root).check("/plans/check?connect=true", yaml, file)
                : valid(answer.plan().get());
    }

    private int mistakes(OfflineCheck.Answer answer) {
        int count = answer.problems().size();
        if (root.printer().forPrograms()) {
            root.printer().json(Map.of("valid", false, "problems", answer.problems()));
        } else {
            root.printer().problems(file + ":", answer.problems());
            root.printer().aside("%s: %d %s".formatted(file, count, count == 1 ? "mistake" : "mistakes"));
        }
        return Exit.FAILED;
    }

    private int valid(PlanCheckView plan) {
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
}
