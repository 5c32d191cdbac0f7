package io.changeover.scenario.lab;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.changeover.scenario.ServerDoor;
import io.changeover.scenario.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/**
 * Two sites of real machines in namespaces, as {@code lab/up} builds them, and a server in their midst. Needs root. One
 * lab serves all tests of a class: {@link #mend} in between. Not thread-safe.
 */
public final class Lab implements AutoCloseable {
    /** The name of its plan. */
    static final String PLAN = "lab";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path scratch = Files.createTempDirectory("changeover-lab-");
    private final Programs programs = new Programs(scratch);
    private final Orders orders = new Orders(programs);
    private ServerNode node;
    private ServerDoor door;

    private Lab() throws IOException {}

    /** Builds it and starts the server. Returns when users are served, from fra, and ams follows. */
    public static Lab up() throws Exception {
        Lab lab = new Lab();
        try {
            lab.programs.run("up", "--no-server");
            lab.node = new ServerNode(lab.scratch.resolve("server"), lab.programs.on("orc"), lab.url());
            lab.node.awaitReady();
            lab.door = new ServerDoor(lab.node);
            lab.door.putPlan(PLAN, lab.plan());
            lab.protect();
            return lab;
        } catch (Exception e) {
            try {
                lab.close();
            } catch (Exception more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    /** The server, which can be killed and started again. */
    ServerNode node() {
        return node;
    }

    /** The server's HTTP interface. */
    ServerDoor door() {
        return door;
    }

    /** The folder where all of it is. */
    public Path folder() {
        return programs.folder();
    }

    /** What its client sends and was told. */
    public Orders orders() {
        return orders;
    }

    /** What the server says is true of its plan. */
    JsonNode status() {
        return door.plan(PLAN);
    }

    /** The plan file that {@code lab/up} wrote. */
    String plan() {
        return read(programs.folder().resolve("lab.yaml"));
    }

    /** Breaks something: the words of {@code lab/fault}. */
    void fault(String... words) {
        programs.run("fault", words);
    }

    /** Mends what these words broke. */
    void mend(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("clear");
        programs.run("fault", all.toArray(String[]::new));
    }

    /** What a command says that runs on a host. */
    public String on(String host, String... command) {
        List<String> words = new ArrayList<>(List.of(host));
        words.addAll(List.of(command));
        return programs.run("run", words.toArray(String[]::new));
    }

    /** The tokens in the database of a site, in the order of their commits; each as often as it is there. */
    public List<String> rows(String site) {
        String sql = "select token from orders order by id";
        return on(site + "-db", "runuser", "-u", "postgres", "--", "psql", "-h", "/run/postgresql", "-Atc", sql, "shop")
                .lines()
                .toList();
    }

    /** The tokens whose files lie at a site. */
    public List<String> uploads(String site) {
        return on(site + "-app", "ls", "-U", "/srv/uploads").lines().toList();
    }

    /** Writes a file of random bytes into the folder of a site, as somebody who uses the service would. */
    void upload(String site, String name, long bytes) {
        on(site + "-app", "sh", "-c", "head -c " + bytes + " /dev/urandom >/srv/uploads/" + name);
    }

    /** The address of a host in the lab's network. */
    String address(String host) {
        return on(host, "hostname", "-I").strip().split(" ")[0];
    }

    /** What the public name says now. */
    String dns() {
        return on("client", "dig", "+short", "shop.lab.test", "A").strip();
    }

    /** Asks for a run, has it approved, and returns it when it has ended. */
    public JsonNode move(String runbook) {
        String run = door.start(runbook, PLAN);
        approve(run);
        return awaitEnd(run);
    }

    /** Makes the site that does not serve follow the one that does. */
    JsonNode protect() {
        return awaitEnd(door.start("reprotect", PLAN));
    }

    /** Mends everything, ends what is under way, and has the service back at fra with the plan as it was. */
    void reset() {
        orders.close();
        mend();
        String open = door.plan(PLAN).path("holder").asText();
        if (open.startsWith(PLAN)) {
            door.abort(open, "a test has ended");
            awaitEnd(open);
        }
        door.putPlan(PLAN, plan());
        if (door.plan(PLAN).path("activeSite").asText().equals("ams")) {
            move("failback");
        }
    }

    /** After a site was lost: boots its machines as far as they are down, protects the service again, and resets. */
    void recover() {
        orders.close();
        mend();
        String open = door.plan(PLAN).path("holder").asText();
        if (open.startsWith(PLAN)) {
            door.abort(open, "a test has ended");
            awaitEnd(open);
        }
        String lost = status().path("activeSite").asText().equals("fra") ? "ams" : "fra";
        if (status().path("state").asText().equals("UNPROTECTED")) {
            List.of("db", "app", "front").forEach(host -> fault("boot", lost + "-" + host));
            protect();
        }
        reset();
    }

    /** Returns when a run waits for its approval, and gives it. */
    void approve(String run) {
        door.approve(awaitQuestion(run, "APPROVAL"));
    }

    /** The question that a run asks next, which must be of that kind. */
    JsonNode awaitQuestion(String run, String kind) {
        awaitRun(run, "a question", now -> question(run).isPresent() || ended(now));
        JsonNode question =
                question(run).orElseThrow(() -> new AssertionError("wanted a question, found the end of " + told(run)));
        if (!question.path("kind").asText().equals(kind)) {
            throw new AssertionError("wanted the question " + kind + ", found " + question + " in " + told(run));
        }
        return question;
    }

    /** The run with its steps when it has ended, which it must do without asking anything more. */
    JsonNode awaitEnd(String run) {
        JsonNode now =
                awaitRun(run, "its end", one -> ended(one) || question(run).isPresent());
        if (!ended(now)) {
            throw new AssertionError("wanted the end, found a question in " + told(run));
        }
        return now;
    }

    /** The run with its steps, as soon as it is as wanted. */
    JsonNode awaitRun(String run, String what, Predicate<JsonNode> wanted) {
        try {
            return await(run + " reaches " + what)
                    .atMost(PATIENCE)
                    .pollInterval(LOOK)
                    .until(() -> door.run(run), wanted);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + ": " + told(run), e);
        }
    }

    /** A run in lines: its outcome, its steps, and what its failed operations say. */
    String told(String run) {
        JsonNode now = door.run(run);
        StringBuilder text = new StringBuilder(now.path("run").toString());
        for (JsonNode step : now.path("steps")) {
            text.append("\n")
                    .append(step.path("activity").asText())
                    .append(" ")
                    .append(step.path("state").asText());
            for (JsonNode operation : step.path("operations")) {
                if (!operation.path("state").asText().equals("DONE")) {
                    text.append("\n    ").append(operation);
                }
            }
        }
        return text.toString();
    }

    private Optional<JsonNode> question(String run) {
        return door.questions().stream()
                .filter(question -> question.path("run").asText().equals(run))
                .filter(question -> !question.path("kind").asText().equals("PROTECTION")) // asked at its end
                .findFirst();
    }

    private static boolean ended(JsonNode run) {
        return run.path("run").path("state").asText().equals("ENDED");
    }

    /** Where the server is reached from here, as the lab tells its users. */
    private URI url() {
        Matcher matcher = Pattern.compile("CHANGEOVER_URL=(\\S+)")
                .matcher(read(programs.folder().resolve("env")));
        if (!matcher.find()) {
            throw new IllegalStateException("no address in " + programs.folder().resolve("env"));
        }
        return URI.create(matcher.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        orders.close();
        if (node != null) {
            node.close();
        }
        programs.run("down");
        FileSystemUtils.deleteRecursively(scratch);
    }
}
