package io.changeover.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
        return commandLine(around, arguments.length == 0 ? "" : arguments[0]).execute(arguments);
    }

    /** All commands with their options: what can be said, for who only checks words. */
    public static CommandLine commandLine(Surroundings around) {
        return commandLine(around, "");
    }

    /** With one command alone if it is said first: to build the others takes longer than most answers. */
    static CommandLine commandLine(Surroundings around, String first) {
        RootCommand root = new RootCommand(around);
        CommandLine line = new CommandLine(root);
        Map<String, Supplier<Object>> commands = commands(root);
        commands.forEach((name, command) -> {
            if (name.equals(first) || !commands.containsKey(first)) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setOut(around.out());
        line.setErr(around.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((mistake, rest) -> explain(mistake));
        line.setExecutionExceptionHandler((fault, command, parsed) -> fail(root, fault));
        return line;
    }

    /** What may be said first, in the order of the help. */
    private static Map<String, Supplier<Object>> commands(RootCommand root) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("plan", () -> plan(root));
        commands.put("run", () -> run(root));
        commands.put("runbook", () -> runbook(root));
        commands.put("decisions", () -> new DecisionsCommand(root));
        commands.put("freeze", () -> new FreezeCommand(root));
        commands.put("compliance", () -> new ComplianceCommand(root));
        commands.put("audit", () -> new AuditCommand(root));
        commands.put("names", () -> new NamesCommand(root));
        commands.put("generate-completion", () -> new Completion(root));
        return commands;
    }

    private static CommandLine plan(RootCommand root) {
        return new CommandLine(new PlanCommand(root))
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
    }

    private static CommandLine run(RootCommand root) {
        return new CommandLine(new RunCommand(root))
                .addSubcommand(new RunStart(root))
                .addSubcommand(new RunWatch(root))
                .addSubcommand(new RunCancel(root))
                .addSubcommand(new RunReportCommand(root));
    }

    private static CommandLine runbook(RootCommand root) {
        return new CommandLine(new RunbookCommand(root))
                .addSubcommand(new RunbookCheck(root))
                .addSubcommand(new RunbookTest(root))
                .addSubcommand(new RunbookDeploy(root));
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
