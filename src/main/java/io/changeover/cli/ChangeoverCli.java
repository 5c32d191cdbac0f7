package io.changeover.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. It knows the server's HTTP API and nothing else. */
public final class ChangeoverCli {
    private ChangeoverCli() {}

    /**
     * Runs one command in this process's surroundings.
     *
     * @return the exit code: 0 done, 1 failed, 2 usage, 3 refused, 4 unknown outcome
     */
    public static int run(String... arguments) {
        return run(Surroundings.ofProcess(Optional.empty(), Optional.empty()), arguments);
    }

    /** The same, with ways to check plan files, to begin one, and to judge runbooks without a server. */
    public static int run(OfflineCheck offline, Starter starter, OfflineRunbooks runbooks, String... arguments) {
        return run(
                Surroundings.ofProcess(Optional.of(offline), Optional.of(starter))
                        .with(runbooks),
                arguments);
    }

    /** The same, in other surroundings. */
    public static int run(Surroundings around, String... arguments) {
        return commandLine(around).execute(arguments);
    }

    /** All commands with their options: what can be said, for who only checks words. */
    public static CommandLine commandLine(Surroundings around) {
        RootCommand root = new RootCommand(around);
        CommandLine run = new CommandLine(new RunCommand(root))
                .addSubcommand(new RunStart(root))
                .addSubcommand(new RunWatch(root))
                .addSubcommand(new RunCancel(root))
                .addSubcommand(new RunReportCommand(root));
        CommandLine plan = new CommandLine(new PlanCommand(root))
                .addSubcommand(new PlanInit(root))
                .addSubcommand(new PlanCheck(root))
                .addSubcommand(new PlanDiff(root))
                .addSubcommand(new PlanWatchCommand(root))
                .addSubcommand(new PlanLagCommand(root))
                .addSubcommand(new PlanAlarmsCommand(root))
                .addSubcommand(new PlanHoldsCommand(root))
                .addSubcommand(new MaintenanceCommand(root))
                .addSubcommand(new PlanRearmCommand(root))
                .addSubcommand(new PlanReportCommand(root));
        CommandLine runbook = new CommandLine(new RunbookCommand(root))
                .addSubcommand(new RunbookCheck(root))
                .addSubcommand(new RunbookTest(root))
                .addSubcommand(new RunbookDeploy(root));
        CommandLine line = new CommandLine(root)
                .addSubcommand(plan)
                .addSubcommand(run)
                .addSubcommand(runbook)
                .addSubcommand(new DecisionsCommand(root))
                .addSubcommand(new FreezeCommand(root))
                .addSubcommand(new ComplianceCommand(root))
                .addSubcommand(new AuditCommand(root))
                .addSubcommand(new NamesCommand(root))
                .addSubcommand(new Completion(root));
        line.setOut(around.out());
        line.setErr(around.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((mistake, rest) -> explain(mistake));
        line.setExecutionExceptionHandler((fault, command, parsed) -> fail(root, fault));
        return line;
    }

    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("changeover: " + mistake.getMessage());
        if (command.getSubcommands().isEmpty()) {
            UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
        } else {
            command.getErr()
                    .println("Commands: "
                            + command.getSubcommands().entrySet().stream()
                                    .filter(one -> !one.getValue()
                                            .getCommandSpec()
                                            .usageMessage()
                                            .hidden())
                                    .map(Map.Entry::getKey)
                                    .collect(Collectors.joining(", ")));
        }
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        command.getErr().flush();
        return Exit.USAGE;
    }

    private static int fail(RootCommand root, Exception fault) throws Exception {
        if (fault instanceof Failure failure) {
            root.printer().failure(failure);
            return failure.exit();
        }
        throw fault;
    }
}
