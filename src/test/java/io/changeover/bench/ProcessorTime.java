package io.changeover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processor time of the programs that are started in a control group of their own, also of those they leave behind. */
final class ProcessorTime implements AutoCloseable {
    private static final Path OLD = Path.of("/sys/fs/cgroup/cpuacct");
    private static final Path NEW = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final boolean old;

    private ProcessorTime(Path group, boolean old) {
        this.group = group;
        this.old = old;
    }

    /** A new group, or none where this user may make none. */
    static Optional<ProcessorTime> open(String name) {
        boolean old = Files.isDirectory(OLD);
        Path group = (old ? OLD : NEW)
                .resolve("changeover-%s-%d"
                        .formatted(name, ProcessHandle.current().pid()));
        try {
            Files.createDirectory(group);
            ProcessorTime made = new ProcessorTime(group, old);
            made.millis();
            return Optional.of(made);
        } catch (IOException e) {
            Bench.say("no processor times, %s cannot be made: %s".formatted(group, e));
            return Optional.empty();
        }
    }

    /** A command that runs within the group. */
    List<String> within(List<String> command) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "echo $$ > \"$0\" && exec \"$@\""));
        all.add(group.resolve("cgroup.procs").toString());
        all.addAll(command);
        return all;
    }

    /** What it has used so far. */
    double millis() throws IOException {
        if (old) {
            return Double.parseDouble(
                            Files.readString(group.resolve("cpuacct.usage")).strip())
                    / 1e6;
        }
        return Files.readAllLines(group.resolve("cpu.stat")).stream()
                .filter(line -> line.startsWith("usage_usec "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)) / 1e3)
                .findFirst()
                .orElseThrow(() -> new IOException(group + " does not count processor time"));
    }

    /** Removes the group, whose programs must have ended. */
    @Override
    public void close() throws IOException {
        for (int i = 0; i < 200; i++) {
            if (Files.readString(group.resolve("cgroup.procs")).isBlank()) {
                break;
            }
            Pause.millis(10);
        }
        Files.delete(group);
    }
}
