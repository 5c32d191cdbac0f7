package io.changeover;

import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanProblemView;
import io.changeover.cli.ChangeoverCli;
import io.changeover.cli.OfflineCheck;
import io.changeover.cli.Starter;
import io.changeover.config.Connectors;
import io.changeover.config.OfflineDesk;
import io.changeover.config.ServerCommand;
import io.changeover.demo.Demo;
import io.changeover.planfile.PlanReader;
import io.changeover.planfile.PlanReading;
import io.changeover.planfile.StarterPlan;
import java.util.Arrays;

/** The one entry point: {@code server} starts the server, {@code demo} the demonstration, all else is the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String verb = arguments.length == 0 ? "--help" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (verb) {
            case "server" -> ServerCommand.run(rest);
            case "demo" -> System.exit(Demo.run(rest));
            default -> System.exit(ChangeoverCli.run(Main::check, Main::starter, new OfflineDesk(), arguments));
        }
    }

    private static String starter(Starter.Wishes wishes) {
        return new StarterPlan(Connectors.descriptors())
                .text(wishes.plan(), wishes.sites(), wishes.postgresql(), wishes.units());
    }

    private static OfflineCheck.Answer check(String yaml) {
        PlanReading reading = new PlanReader(Connectors.descriptors()).read(yaml);
        return new OfflineCheck.Answer(
                reading.plan()
                        .map(plan -> new PlanCheckView(
                                true, plan.id().value(), reading.summary().orElse(""))),
                reading.problems().stream()
                        .map(one -> new PlanProblemView(one.line(), one.column(), one.path(), one.message()))
                        .toList());
    }
}
