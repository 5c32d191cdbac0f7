package io.changeover.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What tests start as a process of its own: the classes that they were compiled with, in a jar, and an archive of the
 * class data of a server that ran once, which spares every other one a third of the work of its start. It is made once
 * for all test processes of a build folder, and made anew when a class, a library or the Java is another one. All users
 * may read it. Thread-safe.
 */
public final class ServerImage {
    private static final Path FOLDER = Path.of("target", "server-image").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx512m");
    private static final int LIMIT = 120;

    private static List<String> known = List.of();

    private final Path classes;
    private final Path folder;

    private ServerImage(Path classes, Path folder) {
        this.classes = classes;
        this.folder = folder;
    }

    /**
     * The words that start what a user would run, up to the words of the command line.
     *
     * @throws IllegalStateException if the image cannot be made; says what failed
     */
    public static synchronized List<String> words() throws IOException {
        if (known.isEmpty()) {
            known = made();
        }
        return known;
    }

    private static List<String> made() throws IOException {
        Path classes = classes();
        ServerImage image = new ServerImage(classes, FOLDER.resolve(mark(classes)));
        Files.createDirectories(FOLDER);
        // The other test processes wait here for the one that makes it.
        try (FileChannel channel = FileChannel.open(
                        FOLDER.resolveSibling("server-image.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(image.archive())) {
                image.make();
            }
        }
        return image.words("-XX:SharedArchiveFile=" + image.archive());
    }

    private Path archive() {
        return folder.resolve("classes.jsa");
    }

    private Path jar() {
        return folder.resolve("classes.jar");
    }

    private List<String> words(String archive) {
        List<String> words = new ArrayList<>(List.of(JAVA));
        words.addAll(QUICK);
        words.addAll(List.of(archive, "-cp", classPath(), "io.changeover.Main"));
        return words;
    }

    /** Without the classes of the tests. An archive fits no class path with a folder in it. */
    private String classPath() {
        return String.join(
                File.pathSeparator,
                entries()
                        .map(entry -> entry.equals(classes) ? jar() : entry)
                        .map(Path::toString)
                        .toList());
    }

    private static Stream<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !entry.endsWith("test-classes"));
    }

    private static Path classes() {
        List<Path> found = entries().filter(Files::isDirectory).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("class path: wanted one folder of classes, found " + found);
        }
        return found.get(0);
    }

    /** Another one for other classes, libraries or another Java. */
    private static String mark(Path classes) throws IOException {
        StringBuilder seen = new StringBuilder(JAVA + System.getProperty("java.vm.version") + QUICK);
        for (Path entry : entries().filter(Files::isRegularFile).toList()) {
            seen.append(entry).append(Files.size(entry)).append(Files.getLastModifiedTime(entry));
        }
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                seen.append(file).append(UUID.nameUUIDFromBytes(Files.readAllBytes(file)));
            }
        }
        return UUID.nameUUIDFromBytes(seen.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void make() throws IOException {
        FileSystemUtils.deleteRecursively(FOLDER);
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        String jar = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        run(
                scratch,
                List.of(jar, "--create", "--no-compress", "--file", jar().toString(), "-C", classes.toString(), "."));
        Path made = folder.resolve("made.jsa");
        train(scratch, made);
        // Fails where it does not fit, while a start passes over it without a word.
        List<String> fits = new ArrayList<>(words("-XX:SharedArchiveFile=" + made));
        fits.set(fits.indexOf("-Xshare:auto"), "-Xshare:on");
        fits.add("--version");
        run(scratch, fits);
        FileSystemUtils.deleteRecursively(scratch);
        Files.move(made, archive(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A server writes the archive when it ends, if it is asked to. */
    private void train(Path scratch, Path made) throws IOException {
        ServerNode node = new ServerNode(scratch.resolve("server"), words("-XX:ArchiveClassesAtExit=" + made));
        try (node) {
            node.awaitReady();
            new ServerDoor(node).questions();
            node.end();
        }
        if (!Files.exists(made)) {
            throw new IllegalStateException("wanted %s, found none; the server said: %s".formatted(made, node.log()));
        }
    }

    private static void run(Path scratch, List<String> words) throws IOException {
        Path said = Files.createTempFile(scratch, "said", "");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("%s: wanted exit 0 within %d s, found %s: %s"
                        .formatted(words.get(0), LIMIT, process, Files.readString(said)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
