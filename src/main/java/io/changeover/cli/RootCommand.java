package io.changeover.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that all commands share, and what follows from them. */
@Command(
        name = "changeover",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Moves a running service from one site to another and back, and can prove how it did so.",
        sortOptions = false,
        footer = {
            "",
            "And without a server: 'changeover server' starts one, 'changeover demo' shows a whole move on this machine."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: the run, the check or the request did not reach its goal",
            "2:the command line was wrong, or the question was not answered; nothing was done",
            "3:refused by the server, with every reason; nothing was changed",
            "4:outcome unknown: the change was sent and its answer was lost; look before you repeat it"
        })
final class RootCommand {
    private static final String LOCAL = "http://127.0.0.1:8080";

    private final Surroundings around;
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = {"The server; without it CHANGEOVER_URL, or", LOCAL + "."})
    private @Nullable String server;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Who logs in; without it CHANGEOVER_USER.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file whose first line is the password; without it CHANGEOVER_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            scope = ScopeType.INHERIT,
            description = "How long one answer of the server is waited for (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            scope = ScopeType.INHERIT,
            description = "table for people, json for programs (default: ${DEFAULT-VALUE}).")
    private Printer.Form output = Printer.Form.TABLE;

    RootCommand(Surroundings around) {
        this.around = around;
    }

    Surroundings around() {
        return around;
    }

    Printer printer() {
        return new Printer(around, output, json);
    }

    Times times() {
        return new Times(around.zone());
    }

    Api api() {
        if (timeout < 1) {
            throw Failure.usage("--timeout is at least 1 second, was " + timeout);
        }
        URI address = address();
        return new Api(address, authorization(address), Duration.ofSeconds(timeout), json);
    }

    private URI address() {
        String text = server != null ? server : around.environment().getOrDefault("CHANGEOVER_URL", LOCAL);
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, as for every other text that is no such address
        }
        throw Failure.usage("the server's address looks like https://dr.example.org:8443, found '" + text + "'");
    }

    private Optional<String> authorization(URI address) {
        String name = user != null ? user : around.environment().get("CHANGEOVER_USER");
        if (name == null) {
            return Optional.empty();
        }
        String password = password();
        if (password == null) {
            throw Failure.usage(
                    "no password for user '%s': set CHANGEOVER_PASSWORD or give --password-file".formatted(name));
        }
        boolean loopback = address.getHost().matches("127\\..*|localhost|\\[::1]");
        if ("http".equalsIgnoreCase(address.getScheme()) && !loopback) {
            printer().aside("changeover: warning: the password travels unencrypted to " + address);
        }
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private @Nullable String password() {
        if (passwordFile == null) {
            return around.environment().get("CHANGEOVER_PASSWORD");
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw Failure.usage("the password file '%s' cannot be read: %s"
                    .formatted(passwordFile, Files.exists(passwordFile) ? "not allowed, or no text" : "there is none"));
        }
    }
}
