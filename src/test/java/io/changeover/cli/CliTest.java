package io.changeover.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The command line in this process, against a stand-in of the server. */
abstract class CliTest {
    @TempDir
    Path folder;

    StandIn server;
    final Map<String, String> environment = new HashMap<>();
    boolean terminal;

    @Nullable
    OfflineCheck offline;

    @Nullable
    Starter starter;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void open() throws IOException {
        server = new StandIn();
        environment.put("CHANGEOVER_URL", server.address());
    }

    @AfterEach
    void close() {
        server.close();
    }

    int run(String... arguments) {
        return answering("", arguments);
    }

    /** Runs a command whose standard input holds this text. */
    int answering(String input, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        Surroundings around = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader(input)),
                terminal,
                environment,
                ZoneOffset.UTC,
                duration -> Thread.onSpinWait(),
                Optional.ofNullable(offline),
                Optional.ofNullable(starter));
        return ChangeoverCli.run(around, arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
