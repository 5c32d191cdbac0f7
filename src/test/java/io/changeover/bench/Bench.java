package io.changeover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures every target, prints the figures, and with {@code --write} puts them into docs/benchmarks.md. It judges
 * nothing: the exit code is 0 whether the targets are met or not.
 */
public final class Bench {
    private static final Path DOCUMENT = Path.of("docs", "benchmarks.md");
    private static final String BEGIN = "<!-- figures: written by scripts/bench --write -->";
    private static final String END = "<!-- end of figures -->";
    private static final List<String> PARTS = List.of(
            "h2", "postgresql", "move", "ssh", "rsync", "dns", "haproxy", "lab", "watch", "browser", "report", "start");

    private final List<Figure> figures = new ArrayList<>();

    private Bench() {}

    /** Parts to measure, each by its name (none for all), and {@code --write}. */
    public static void main(String... arguments) throws Exception {
        Set<String> words = new TreeSet<>(List.of(arguments));
        boolean write = words.remove("--write");
        if (!PARTS.containsAll(words)) {
            System.err.println("bench: wanted parts out of " + PARTS + " and --write, found " + words);
            System.exit(2);
        }
        Set<String> parts = words.isEmpty() ? new TreeSet<>(PARTS) : words;
        String before = Machine.load();
        Pause.endWithTheProcess();
        Bench bench = new Bench();
        bench.measure(parts);
        String table = bench.table(before);
        System.out.println(table);
        if (write) {
            write(table);
        }
        System.out.flush();
        // The ordinary end would wait for the thread that it runs in.
        Runtime.getRuntime().halt(0);
    }

    private void measure(Set<String> parts) throws Exception {
        if (parts.contains("start")) {
            say("server start and memory");
            add(new StartBench().figures());
        }
        if (parts.contains("h2")) {
            say("execution core on a durable H2 file");
            try (BenchServer server = BenchServer.onH2()) {
                CoreBench core = new CoreBench(server, "H2");
                add(core.gaps(1));
                add(List.of(core.fanOut(4, 250, 250)));
                add(List.of(core.fanOut(1, 2_000, 500)));
                add(List.of(core.approval()));
            }
        }
        if (parts.contains("postgresql")) {
            say("execution core on PostgreSQL");
            try (ScratchPostgres database = new ScratchPostgres();
                    BenchServer server = BenchServer.on(database)) {
                CoreBench core = new CoreBench(server, "PostgreSQL");
                add(core.gaps(2));
                add(List.of(core.fanOut(4, 250, 250)));
                add(List.of(core.approval()));
            }
        }
        if (parts.contains("move")) {
            say("moves of a PostgreSQL pair");
            add(MoveBench.figures());
        }
        if (parts.contains("ssh")) {
            say("four steps on a hundred hosts over SSH");
            add(SshBench.figures());
        }
        if (parts.contains("rsync")) {
            say("the delta of ten thousand files");
            add(RsyncBench.figures());
        }
        if (parts.contains("haproxy")) {
            say("commands of HAProxy");
            add(HaproxyBench.figures());
        }
        if (parts.contains("dns")) {
            say("a record moved by a signed update");
            add(DnsBench.figures());
        }
        if (parts.contains("watch")) {
            say("a thousand datasets watched");
            add(WatchBench.figures());
        }
        if (parts.contains("browser")) {
            say("the page of a run in a browser");
            add(BrowserBench.figures());
        }
        if (parts.contains("report")) {
            say("reports of two thousand operations");
            add(ReportBench.figures());
        }
        if (parts.contains("lab")) {
            say("the lab's whole service");
            add(LabBench.figures());
        }
    }

    private void add(List<Figure> more) {
        figures.addAll(more);
        more.forEach(figure -> say(figure.row()));
    }

    static void say(String text) {
        System.err.println("bench: " + text);
    }

    private String table(String loadBefore) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s; load of the machine before %s, after %s."
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.size(), loadBefore, Machine.load()));
        lines.add("");
        lines.add("| what | figure | target | figure / target | | how |");
        lines.add("|---|---|---|---|---|---|");
        figures.forEach(figure -> lines.add(figure.row()));
        return String.join("\n", lines) + "\n\n";
    }

    private static void write(String table) throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("%s: wanted the lines '%s' and '%s'".formatted(DOCUMENT, BEGIN, END));
        }
        Files.writeString(DOCUMENT, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
    }
}
