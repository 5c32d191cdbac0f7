package io.changeover.connector.rsync;

import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one rsync told.
 *
 * @param exit its exit code, or -1 where it could not tell it
 * @param files how many files were, or would be, sent
 * @param bytes their whole sizes together
 * @param others how many folders, links and attributes were, or would be, brought into line
 * @param deleted how many entries were, or would be, deleted
 * @param names the first that differ
 * @param sent the first files that were sent, with their sizes
 * @param stats the numbers of rsync's own statistics, by their English names
 * @param rest all other lines
 */
record Report(
        int exit,
        long files,
        long bytes,
        long others,
        long deleted,
        List<String> names,
        Map<String, Long> sent,
        Map<String, Long> stats,
        List<String> rest) {

    static Report parse(String output) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, Long> stats = new LinkedHashMap<>();
        Map<String, Long> sent = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        output.lines().forEach(line -> {
            if (line.startsWith("=name ")) {
                names.add(line.substring("=name ".length()));
            } else if (line.startsWith("=sent ")) {
                String[] words = line.split(" ", 3);
                sent.put(words[2], Long.parseLong(words[1]));
            } else if (line.matches("=[a-z]+ \\d+")) {
                String[] words = line.substring(1).split(" ");
                counts.put(words[0], Long.parseLong(words[1]));
            } else if (line.matches("[A-Z][A-Za-z ]+: [\\d.,]+( .*)?")) {
                String number = line.replaceFirst(".*?: ([\\d.,]+).*", "$1").replaceAll("[.,]", "");
                stats.put(line.substring(0, line.indexOf(':')), Long.parseLong(number));
                rest.add(line);
            } else if (!line.matches("|marker\\.[a-z]+ .*|size \\d+ .*")) {
                rest.add(line);
            }
        });
        return new Report(
                counts.getOrDefault("exit", -1L).intValue(),
                counts.getOrDefault("files", 0L),
                counts.getOrDefault("bytes", 0L),
                counts.getOrDefault("others", 0L),
                counts.getOrDefault("deleted", 0L),
                names,
                sent,
                stats,
                rest);
    }

    /** How many entries differ, or differed. */
    long differences() {
        return files + others + deleted;
    }

    /** What went over the link from the primary to the standby. */
    long link(boolean pull) {
        return stats.getOrDefault(pull ? "Total bytes received" : "Total bytes sent", 0L);
    }

    /** Puts the figures down as readings. */
    void read(Context context, boolean pull) {
        context.read("files", Long.toString(files));
        context.read("bytesSent", Long.toString(link(pull)));
        context.read("deleted", Long.toString(deleted));
        context.read("totalBytes", Long.toString(stats.getOrDefault("Total file size", 0L)));
    }

    /** The result with the figures as outputs. */
    Result with(Result result, boolean pull) {
        return result.with("files", Long.toString(files))
                .with("bytesSent", Long.toString(link(pull)))
                .with("deleted", Long.toString(deleted))
                .with("totalBytes", Long.toString(stats.getOrDefault("Total file size", 0L)));
    }

    /** The first differing names and how many there are, for a message. */
    String named() {
        long more = differences() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
