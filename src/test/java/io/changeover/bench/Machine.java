package io.changeover.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What it was measured on. */
final class Machine {
    private Machine() {}

    static String size() {
        double gibibytes = number("/proc/meminfo", "MemTotal:") / 1024.0 / 1024.0;
        return String.format(
                Locale.ROOT,
                "%d cores, %.0f GiB, Java %s",
                Runtime.getRuntime().availableProcessors(),
                gibibytes,
                System.getProperty("java.version"));
    }

    /** The processor time that this process has used so far, in milliseconds. */
    static double processorMillis() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e6;
    }

    /** The load over the last minute. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of a file below /proc that holds a name and kibibytes. */
    static long number(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " has no line " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
