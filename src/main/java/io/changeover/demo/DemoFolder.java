package io.changeover.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one folder that holds everything of a demonstration. It says which process owns it. */
final class DemoFolder {
    private static final String PREFIX = "changeover-demo-";
    private static final String OWNER = "owner";

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    /** The folder used where none is asked for. */
    static Path standard() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                PREFIX + ProcessHandle.current().pid());
    }

    /**
     * Makes the folder, owned by this process.
     *
     * @throws DemoException if the folder is in use, holds something else, or its name would need quoting in a shell
     */
    static DemoFolder create(Path wanted) throws IOException, InterruptedException {
        Path path = wanted.toAbsolutePath().normalize();
        if (!path.toString().matches("[A-Za-z0-9/._+-]+")) {
            throw new DemoException("--folder " + path + ": wanted a path of letters, digits and / . _ + - only");
        }
        if (Files.exists(path) && !isEmpty(path) && !removeIfLeft(path)) {
            throw new DemoException("--folder " + path + ": wanted a new or empty folder, found one in use");
        }
        Files.createDirectories(path);
        Path real = path.toRealPath();
        // Others may pass through, not look: as root the databases run as somebody else.
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx--x--x"));
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(real.resolve(OWNER), self.pid() + " " + startOf(self));
        return new DemoFolder(real);
    }

    /** Removes what earlier demonstrations left in the standard place, if their process is dead. Returns their names. */
    static List<Path> removeLeftovers() throws IOException, InterruptedException {
        List<Path> removed = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path path : all.filter(DemoFolder::looksLikeOne).toList()) {
                if (removeIfLeft(path.toRealPath())) {
                    removed.add(path);
                }
            }
        }
        return removed;
    }

    Path path() {
        return path;
    }

    /** A folder in it, made if need be. */
    Path sub(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    /** Ends what still runs from the folder, then removes it. */
    void remove() throws IOException, InterruptedException {
        remove(path);
    }

    private static boolean looksLikeOne(Path path) {
        return path.getFileName().toString().matches(PREFIX + "\\d+") && Files.isReadable(path.resolve(OWNER));
    }

    private static boolean removeIfLeft(Path path) throws IOException, InterruptedException {
        Path owner = path.resolve(OWNER);
        if (!Files.isReadable(owner) || !Files.isWritable(path) || isAlive(Files.readString(owner))) {
            return false;
        }
        remove(path);
        return true;
    }

    private static boolean isAlive(String owner) {
        String[] words = owner.strip().split(" ");
        if (words.length != 2 || !words[0].matches("\\d+") || !words[1].matches("-?\\d+")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .map(process -> Math.abs(startOf(process) - Long.parseLong(words[1])) < 2_000)
                .orElse(false);
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        }
    }

    private static void remove(Path path) throws IOException, InterruptedException {
        new Processes(path).end();
        // A thread that is being stopped may still write a last file.
        Waiting.until("removing " + path, Duration.ofSeconds(10), Duration.ofMillis(50), () -> {
            Files.walkFileTree(path, new Deletion(path));
            // The owner goes last, so that a removal cut short is taken up by the next demonstration.
            Files.deleteIfExists(path.resolve(OWNER));
            return Files.deleteIfExists(path);
        });
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        private final Path root;

        Deletion(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.equals(root.resolve(OWNER))) {
                Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (!folder.equals(root)) {
                Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
