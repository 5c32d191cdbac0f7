package io.changeover.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code changeover server}: its options become properties of the server. */
@Command(
        name = "changeover server",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the server and goes on until it is told to end (Ctrl-C).",
        footer = {"", "Any property can be given as --name=value after --, or in config/application.yml."})
public final class ServerCommand implements Callable<Integer> {
    private static final int CANNOT_LISTEN = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "Where it listens. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description = "The address it listens on; 0.0.0.0 for all. Put TLS in front of it then."
                    + " Default: ${DEFAULT-VALUE}.")
    private String address = "127.0.0.1";

    @Option(
            names = "--data",
            defaultValue = "data",
            description = "The folder for its database and the first password. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    @Option(
            names = "--runbooks",
            description = "A folder of diagrams and forms to deploy instead of those that come with the product.")
    private @Nullable Path runbooks;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> properties = new ArrayList<>();

    private ServerCommand() {}

    /** A name that a route has moved must lead to its new address at once: Java would keep the old one for 30 seconds. */
    private static void forgetNames() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /** Starts the server, or says what is wrong with the options and ends the process. */
    public static void run(String... arguments) {
        int code = new CommandLine(new ServerCommand()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        forgetNames();
        if (isTaken()) {
            spec.commandLine()
                    .getErr()
                    .println("changeover: %s:%d cannot be listened on: it is taken, or not of this machine"
                            .formatted(address, port));
            return CANNOT_LISTEN;
        }
        List<String> arguments = new ArrayList<>(properties);
        arguments.add("--server.port=" + port);
        arguments.add("--server.address=" + address);
        arguments.add("--changeover.data-dir=" + data.toAbsolutePath());
        if (runbooks != null) {
            Path folder = runbooks.toAbsolutePath();
            arguments.add("--camunda.bpm.deployment-resource-pattern[0]=file:" + folder + "/**/*.bpmn");
            arguments.add("--camunda.bpm.deployment-resource-pattern[1]=file:" + folder + "/**/*.form");
        }
        ChangeoverServer.start(arguments.toArray(String[]::new));
        return 0;
    }

    /** Asked before anything is made, so that a mistyped port leaves nothing behind and is told at once. */
    private boolean isTaken() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
