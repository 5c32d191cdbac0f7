package io.changeover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.cli.ChangeoverCli;
import io.changeover.cli.Surroundings;
import io.changeover.config.OfflineDesk;
import io.changeover.connector.ssh.OpenSshDaemon;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The guide, followed as it stands: its drawing is drawn, its commands are typed, and what it promises was said. */
@SimulatedTest
class ChangeARunbookTest {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```([a-z]*)\\R(.*?)^```\\s*$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern VARYING = Pattern.compile("…|[0-9]+|\\s+");
    private static final RunId RUN = new RunId("guide-1");
    private static final Map<String, String> PEOPLE = Map.of("admin", "root", "anton", "anton");

    @Autowired
    private SimulatedServer server;

    @Autowired
    private RepositoryService repository;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Set<String> before = Set.of();

    @BeforeEach
    void remember() {
        before = deployments();
    }

    @AfterEach
    void takeBack() {
        deployments().stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> repository.deleteDeployment(one, true));
    }

    private Set<String> deployments() {
        return repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .collect(Collectors.toSet());
    }

    @Test
    void theGuideLeadsFromTheShippedRunbookToARunOfTheChangedOne() throws Exception {
        try (OpenSshDaemon daemon = new OpenSshDaemon(Files.createDirectory(folder.resolve("ssh")))) {
            plan(daemon);
            String said = "";
            Matcher blocks = FENCE.matcher(Files.readString(Path.of("docs/change-a-runbook.md")));
            List<String> broken = new ArrayList<>();
            while (blocks.find()) {
                switch (blocks.group(1)) {
                    case "sh" -> said = type(blocks.group(2));
                    case "xml" -> draw(blocks.group(2));
                    default -> broken.addAll(missing(blocks.group(2), said));
                }
            }

            assertThat(broken)
                    .as("lines that the guide promises and nobody said")
                    .isEmpty();
            assertThat(server.ended(RUN).outcome()).contains(RunOutcome.COMPLETED);
            assertThat(folder.resolve("notice")).hasContent("guide moves to ams");
        }
    }

    private void plan(OpenSshDaemon daemon) {
        server.plan("guide");
        String ssh = ", ssh: { user: %s, port: %d, key: \"${file:%s/ssh/id}\", knownHosts: \"%s/ssh/known_hosts\" } }"
                .formatted(System.getProperty("user.name"), daemon.port(), folder, folder);
        server.apply(
                new PlanId("guide"),
                SimulatedServer.yaml("guide")
                        .replace("address: 127.0.0.1 }", "address: " + OpenSshDaemon.ADDRESS + ssh));
    }

    private void draw(String snippet) throws Exception {
        Path file = folder.resolve("runbooks/switchover.bpmn");
        String mine = snippet.replace("/srv/shop", folder.toString());
        Files.writeString(file, new Drawing(Files.readString(file)).with(mine).text());
    }

    /** Types the lines of a block; every command must end well. */
    private String type(String block) throws Exception {
        StringBuilder said = new StringBuilder();
        for (String line : block.split("\n")) {
            List<String> words = words(line);
            Map<String, String> around = new HashMap<>(environment);
            while (words.get(0).contains("=")) {
                assign(words.remove(0), around);
            }
            if (words.get(0).equals("export")) {
                words.subList(1, words.size()).forEach(word -> assign(word, environment));
            } else {
                assertThat(words.remove(0)).isEqualTo("changeover");
                said.append(run(words, around));
            }
        }
        return said.toString().replace(folder.resolve("runbooks").toString(), "runbooks");
    }

    private String run(List<String> words, Map<String, String> around) {
        if (words.contains("decide") || words.contains("decisions")) {
            server.question(RUN);
        }
        StringWriter out = new StringWriter();
        Surroundings surroundings = new Surroundings(
                        new PrintWriter(out, true),
                        new PrintWriter(out, true),
                        new BufferedReader(new StringReader("")),
                        false,
                        around,
                        ZoneOffset.UTC,
                        time -> new Semaphore(0).tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS),
                        Optional.empty(),
                        Optional.empty())
                .with(new OfflineDesk());
        int code = ChangeoverCli.run(surroundings, words.toArray(String[]::new));
        assertThat(code).as("changeover " + words + " said\n" + out).isZero();
        return out.toString();
    }

    private void assign(String word, Map<String, String> to) {
        String name = word.substring(0, word.indexOf('='));
        String value = word.substring(name.length() + 1);
        to.put("CHANGEOVER_URL", "http://127.0.0.1:" + port);
        if (name.equals("CHANGEOVER_USER")) {
            String person = PEOPLE.get(value);
            to.put(name, person);
            to.put("CHANGEOVER_PASSWORD", person + "-pw");
        }
    }

    /** As a shell would split them, with the names that hold here. */
    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(
                    switch (word) {
                        case "shop" -> "guide";
                        case "shop-1" -> RUN.value();
                        case "runbooks" -> folder.resolve("runbooks").toString();
                        default -> word;
                    });
        }
        return words;
    }

    /** Lines that were not said; numbers, blanks and what stands for "and so on" may be others. */
    private static List<String> missing(String block, String said) {
        List<String> missing = new ArrayList<>();
        for (String line : block.split("\n")) {
            StringBuilder promised = new StringBuilder();
            String text = line.strip().replace("  admin  ", "  root  ");
            Matcher varying = VARYING.matcher(text);
            int from = 0;
            while (varying.find()) {
                promised.append(Pattern.quote(text.substring(from, varying.start())));
                promised.append(
                        varying.group().equals("…") ? ".*" : varying.group().isBlank() ? " +" : "[0-9.]+");
                from = varying.end();
            }
            promised.append(Pattern.quote(text.substring(from)));
            if (!Pattern.compile(promised.toString()).matcher(said).find()) {
                missing.add(line + "\n  not in: " + said);
            }
        }
        return missing;
    }
}
