package io.changeover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes: to standard output as JSON, or to files in other forms. */
final class ReportTarget {
    @Option(names = "--html", paramLabel = "FILE", description = "Write it as one HTML page to this file.")
    private @Nullable Path html;

    @Option(names = "--pdf", paramLabel = "FILE", description = "Write it as PDF to this file.")
    private @Nullable Path pdf;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write it as a table for spreadsheets to this file.")
    private @Nullable Path csv;

    /** Gets the report below that path in each form that is wanted; as JSON to standard output where none is. */
    int fetch(RootCommand root, String path, String what) {
        Map<String, Path> wanted = new LinkedHashMap<>();
        put(wanted, "text/html", html);
        put(wanted, "application/pdf", pdf);
        put(wanted, "text/csv", csv);
        if (wanted.isEmpty()) {
            root.printer().line(root.api().text(path, "application/json").strip());
        }
        wanted.forEach((type, file) -> {
            write(file, root.api().bytes(path, type));
            root.printer().aside("%s written to %s".formatted(what, file));
        });
        return Exit.DONE;
    }

    private static void put(Map<String, Path> wanted, String type, @Nullable Path file) {
        if (file != null) {
            wanted.put(type, file);
        }
    }

    private static void write(Path file, byte[] report) {
        try {
            Files.write(file, report);
        } catch (IOException e) {
            throw Failure.failed("the file '%s' cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
