package io.changeover.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one demonstration, whoever started them. A process belongs to it if it runs the folder's own
 * PostgreSQL, or was given the folder's mark as an argument of its own; a number that the system gave to another process
 * in the meantime is therefore never touched.
 */
final class Processes {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final String program;
    private final List<String> marks;

    Processes(Path folder) {
        program = folder.resolve("postgresql/bin") + "/";
        marks = List.of(mark(folder), data(folder));
    }

    /** The argument that marks a Java process of the demonstration. */
    static String mark(Path folder) {
        return "-Dchangeover.demo.folder=" + folder;
    }

    /** The argument that marks its server. */
    static String data(Path folder) {
        return "--data=" + folder.resolve("server");
    }

    /** Those that are alive now. */
    List<ProcessHandle> alive() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && isOurs(process))
                .toList();
    }

    /** Ends all of them: first asked, then forced. Returns when they are gone. */
    void end() throws InterruptedException, IOException {
        for (ProcessHandle process : alive()) {
            ask(process);
        }
        long forced = System.nanoTime() + PATIENCE.toNanos();
        long given = forced + PATIENCE.toNanos();
        for (List<ProcessHandle> left = alive(); !left.isEmpty() && System.nanoTime() < given; left = alive()) {
            if (System.nanoTime() > forced) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            Waiting.pause(Duration.ofMillis(20));
        }
    }

    /** PostgreSQL is told to stop at once without a checkpoint, which also gives its shared memory back. */
    private void ask(ProcessHandle process) throws InterruptedException, IOException {
        List<String> arguments = arguments(process);
        if (arguments.isEmpty() || !arguments.get(0).startsWith(program)) {
            process.destroy();
            return;
        }
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        kill.waitFor(2, TimeUnit.SECONDS);
    }

    private boolean isOurs(ProcessHandle process) {
        List<String> arguments = arguments(process);
        return !arguments.isEmpty()
                && (arguments.get(0).startsWith(program) || arguments.stream().anyMatch(marks::contains));
    }

    /** Empty for a process that has ended, even if nobody has fetched its exit code yet. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
