package io.changeover.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows a run to its end. */
@Command(
        name = "watch",
        description = {
            "Shows what happens in a run until it ends: each step and operation as it changes, and each question that",
            "waits for a person. Ends with 0 if the run reached its goal, with 1 if not, and with 4 if the server could",
            "not be reached for a minute. The run does not need the watcher: Ctrl-C ends only this command."
        })
final class RunWatch implements Callable<Integer> {
    private final RootCommand root;

    @Parameters(paramLabel = "RUN", description = "The run, such as shop-12.")
    private String run = "";

    RunWatch(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Watch(root, run).toTheEnd();
    }
}
