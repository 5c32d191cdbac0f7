package io.changeover.cli;

import io.changeover.api.model.BlockerView;
import io.changeover.api.model.ControlView;
import io.changeover.api.model.ReasonRequest;
import io.changeover.api.model.RunDetail;
import io.changeover.api.model.RunView;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends what hangs in a run. */
@Command(
        name = "cancel",
        description = {
            "Ends what is under way of a step, remote commands included, without ending the run: its effect is not known",
            "then, and the run asks what now (retry reads first). 'changeover run show' numbers steps and operations."
        })
final class RunCancel implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "RUN", description = "The run, such as shop-12.")
    private String run = "";

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The step's number; may be left out where only one is under way.")
    private @Nullable Integer step;

    @Option(
            names = "--operation",
            paramLabel = "N",
            description = "Only this operation of the step; without it, all that are under way.")
    private @Nullable Integer operation;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with your name.")
    private String reason = "";

    RunCancel(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        int number = step == null ? onlyStep() : step;
        String path = "/runs/%s/steps/%d/cancel%s"
                .formatted(Api.encode(run), number, operation == null ? "" : "?operation=" + operation);
        RunView after = root.api().post(path, new ReasonRequest(reason), RunView.class);
        if (root.printer().forPrograms()) {
            root.printer().json(after);
        } else {
            root.printer().line("%s: step %d is being ended; the run asks what now".formatted(after.id(), number));
        }
        return Exit.DONE;
    }

    private int onlyStep() {
        RunDetail detail = root.api().get("/runs/" + Api.encode(run), RunDetail.class);
        List<ControlView> offers = detail.controls().stream()
                .filter(one -> one.verb().equals("cancel") && one.step() != null)
                .toList();
        List<Integer> possible = offers.stream()
                .filter(ControlView::allowed)
                .map(ControlView::step)
                .toList();
        if (possible.size() == 1) {
            return possible.get(0);
        }
        if (possible.size() > 1) {
            throw Failure.usage("run %s has %d steps under way; name one with --step: %s"
                    .formatted(run, possible.size(), possible));
        }
        String why = offers.stream()
                .flatMap(one -> one.refusals().stream())
                .map(BlockerView::sentence)
                .collect(Collectors.joining("; "));
        throw Failure.failed("nothing of run %s is under way%s".formatted(run, why.isEmpty() ? "" : ": " + why));
    }
}
