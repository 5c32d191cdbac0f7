package io.changeover.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The diagrams and forms of a folder on this machine. */
final class RunbookFolder {
    private RunbookFolder() {}

    /**
     * All diagrams and forms below the folder, by their name within it, with {@code /} between its parts. Folders that
     * begin with a dot are left out.
     */
    static Map<String, String> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Failure.usage("'%s' is no folder".formatted(folder));
        }
        Map<String, String> files = new TreeMap<>();
        for (Path file : files(folder)) {
            files.put(folder.relativize(file).toString().replace('\\', '/'), text(file));
        }
        if (files.isEmpty()) {
            throw Failure.usage("there is no .bpmn and no .form in '%s'".formatted(folder));
        }
        return files;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(?:bpmn|form)"))
                    .filter(file -> !("/" + folder.relativize(file).toString().replace('\\', '/')).contains("/."))
                    .toList();
        } catch (IOException e) {
            throw Failure.usage("'%s' cannot be read: %s".formatted(folder, e.getMessage()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw Failure.usage("'%s' must be text in UTF-8".formatted(file));
        } catch (IOException e) {
            throw Failure.usage("'%s' cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    /** Writes files into a folder that does not exist yet, or is empty; over nothing that is there. */
    static void write(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey()).normalize();
                if (!path.startsWith(folder.normalize())) {
                    throw Failure.failed("the server named a file outside the folder: " + file.getKey());
                }
                if (Files.exists(path)) {
                    throw Failure.usage("'%s' is there already; nothing is written over it".formatted(path));
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey()).normalize();
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException | InvalidPathException e) {
            throw Failure.failed("'%s' cannot be written: %s".formatted(folder, e.getMessage()));
        }
    }
}
