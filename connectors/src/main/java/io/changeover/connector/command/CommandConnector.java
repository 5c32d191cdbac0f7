package io.changeover.connector.command;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Services, routes, hooks, fencing and checks by shell commands from the plan. What is true is told by the command that reads;
 * the exit code of the command that acts is a hint. Thread-safe; keeps no state.
 */
public final class CommandConnector implements Connector {
    private static final List<Field> COMMON = List.of(
            optional("timeout", Type.DURATION, "60s", "How long one command may take."),
            optional("runAs", Type.TEXT, "The user that commands run as, by runuser (as root) or sudo -n (otherwise)."),
            optional("environment", Type.MAP, "Variables for the commands, beside those that begin with CHANGEOVER_."));

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "command",
            "Services, routes, hooks, fencing and checks by shell commands of your own.",
            Set.of(
                    Operation.STATUS,
                    Operation.START,
                    Operation.STOP,
                    Operation.READ,
                    Operation.SWITCH,
                    Operation.FENCE,
                    Operation.UNFENCE,
                    Operation.CALL,
                    Operation.CHECK),
            Map.of(
                    Kind.INSTANCE,
                    fields(
                            required("start", Type.TEXT, "Starts the service.").another(),
                            required("stop", Type.TEXT, "Stops the service.").another(),
                            required(
                                            "status",
                                            Type.TEXT,
                                            "Reads the service: exit 0 is running, 1 or 3 is stopped, all else is an"
                                                    + " error.")
                                    .another()),
                    Kind.ROUTE,
                    fields(
                            required("read", Type.TEXT, "Prints where the route points to, in one line."),
                            required("switch", Type.TEXT, "Points the route to the site in CHANGEOVER_SITE."),
                            optional(
                                    "value",
                                    Type.TEXT,
                                    "What 'read' prints when the route points to this site; by default the site's name.")),
                    Kind.FENCING,
                    fields(
                            required("fence", Type.TEXT, "Makes sure that the site can take no writes."),
                            optional(
                                    "unfence",
                                    Type.TEXT,
                                    "Releases the site again; without it that is done by hand before the site is to follow."),
                            required(
                                    "verify",
                                    Type.TEXT,
                                    "Reads the fence: exit 0 is fenced, 1 is not fenced, all else is an error.")),
                    Kind.HOOK,
                    fields(required("run", Type.TEXT, "What is run; exit 0 is good.")),
                    Kind.CHECK,
                    fields(required("command", Type.TEXT, "Asks on the target's host: exit 0 is good."))));

    private static List<Field> fields(Field... own) {
        return Stream.concat(Stream.of(own), COMMON.stream()).toList();
    }

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Commands commands = new Commands(request, context);
        return switch (request.operation().kind()) {
            case INSTANCE -> new ServiceCommands(commands).execute();
            case ROUTE -> new RouteCommands(commands).execute();
            case FENCING -> new FencingCommands(commands).execute();
            case CHECK -> check(commands);
            case HOOK -> new HookCommand(commands).execute();
            case DATASET, HOST, VANTAGE -> throw new IllegalArgumentException(request.operation() + " is not declared");
        };
    }

    private static Result check(Commands commands) throws ConnectorException, InterruptedException {
        Answer answer = commands.run("command");
        commands.context().read("exit", String.valueOf(answer.exitCode()));
        if (answer.exitCode() != 0) {
            throw ConnectorException.transientFault(
                    "CHECK_FAILED", "%s: wanted exit 0, found %s".formatted(commands.place(), answer));
        }
        return Result.unchanged("%s: the command answers with exit 0".formatted(commands.place()));
    }
}
