package io.changeover.scenario.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tries every 100 ms, from the server's own place in the network, whether each site's database accepts a write. */
final class Writes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path log;
    private final Process sampler;

    /** One row was committed there between these moments, in seconds since 1970. */
    record Accepted(double begin, double end, String site) {}

    private Writes(Path log, Process sampler) {
        this.log = log;
        this.sampler = sampler;
    }

    /** Begins; the table it writes to is made at that site. */
    static Writes begin(Lab lab, Programs programs, String site) throws IOException {
        lab.sql(site, "create table if not exists probe (at timestamptz default clock_timestamp())");
        Path log = Files.createTempFile(programs.folder().getParent(), "writes", ".log");
        Process sampler = programs.begin(
                "run",
                "orc",
                Programs.path("writes"),
                log.toString(),
                programs.folder().resolve("keys/database").toString(),
                "fra=" + lab.address("fra-db"),
                "ams=" + lab.address("ams-db"));
        Writes writes = new Writes(log, sampler);
        writes.awaitFrom(site);
        return writes;
    }

    /** Every write that was accepted so far, by its beginning. */
    List<Accepted> accepted() {
        return lines().stream()
                .filter(words -> words.length == 4 && words[3].equals("ok"))
                .map(words -> new Accepted(Double.parseDouble(words[0]), Double.parseDouble(words[1]), words[2]))
                .sorted((one, other) -> Double.compare(one.begin(), other.begin()))
                .toList();
    }

    /** How often it was tried at a site. */
    long attempts(String site) {
        return lines().stream()
                .filter(words -> words.length == 4 && words[2].equals(site))
                .count();
    }

    /** The sites that accepted, each as often as it began to: never two at a time means that one follows the other. */
    List<String> sites() {
        List<String> sites = new ArrayList<>();
        for (Accepted one : accepted()) {
            if (sites.isEmpty() || !sites.get(sites.size() - 1).equals(one.site())) {
                sites.add(one.site());
            }
        }
        return sites;
    }

    /** Returns when that site has accepted a write after this call. */
    void awaitFrom(String site) {
        int seen = accepted().size();
        await("a write that " + site + " accepts")
                .atMost(PATIENCE)
                .until(() -> accepted().stream()
                        .skip(seen)
                        .anyMatch(one -> one.site().equals(site)));
    }

    private List<String[]> lines() {
        try {
            String text = Files.readString(log);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sampler.descendants().forEach(ProcessHandle::destroy);
        sampler.onExit().join();
    }
}
