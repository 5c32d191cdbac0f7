package io.changeover.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changeover.scenario.ServerImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart, typed by somebody who knows nothing else, on two hosts with the addresses that stand in it. */
class QuickstartTest {
    private static final Pattern FILE = Pattern.compile("`([a-z]+\\.yaml)`");
    private static final Pattern VARYING = Pattern.compile("…|[0-9]+|\\s+");
    private static final String QUESTIONS = "http://127.0.0.1:8080/api/v1/decisions";

    private final Pages.Page page = Pages.Page.of("docs/quickstart.md");

    @TempDir
    private Path folder;

    @Test
    void leadsFromACloneToAMoveAndBack() throws Exception {
        try (TwoHosts hosts = new TwoHosts(folder);
                Terminal terminal = new Terminal(shell(hosts), folder.resolve("terminal"))) {
            SoftAssertions promises = new SoftAssertions();
            String said = "";
            for (Pages.Block block : page.blocks()) {
                switch (block.language()) {
                    case "yaml" -> Files.writeString(hosts.home().resolve("changeover/" + fileOf(block)), block.text());
                    case "sh" -> said = type(block, hosts, terminal);
                    default -> assertPromised(promises, block, said);
                }
            }

            assertThat(hosts.home().resolve("changeover/server.log"))
                    .content()
                    .containsOnlyOnce("ready, listens on 127.0.0.1 port 8080");
            assertThat(served(hosts, TwoHosts.FRA, "hello.txt")).isEqualTo("written in fra\n");
            assertThat(served(hosts, TwoHosts.FRA, "news.txt")).isEqualTo("written in ams\n");
            assertThat(served(hosts, TwoHosts.AMS, "")).isEmpty();
            promises.assertAll();
        }
    }

    private static String type(Pages.Block block, TwoHosts hosts, Terminal terminal) throws IOException {
        if (block.text().contains("changeover run decide")) {
            await("a question")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> hosts.page("anton:anton-1", QUESTIONS).contains("\"task\""));
        }
        if (block.text().contains("changeover run report")) {
            assertThat(served(hosts, TwoHosts.FRA, "")).isEmpty();
            assertThat(served(hosts, TwoHosts.AMS, "hello.txt")).isEqualTo("written in fra\n");
        }
        return terminal.type(block.text());
    }

    private static String served(TwoHosts hosts, String address, String file) {
        return hosts.page("nobody:", "http://" + address + ":9100/" + file);
    }

    /** The lines that the page shows were said; numbers, and what stands for "and so on", may be others. */
    private static void assertPromised(SoftAssertions promises, Pages.Block block, String said) {
        for (String line : block.text().split("\n")) {
            StringBuilder promised = new StringBuilder();
            Matcher varying = VARYING.matcher(line.strip());
            int from = 0;
            while (varying.find()) {
                promised.append(Pattern.quote(line.strip().substring(from, varying.start())));
                promised.append(
                        varying.group().equals("…") ? ".*" : varying.group().isBlank() ? " +" : "[0-9.]+");
                from = varying.end();
            }
            promised.append(Pattern.quote(line.strip().substring(from)));
            promises.assertThat(said).as(block.place()).containsPattern(promised.toString());
        }
    }

    /** The file that the page has its reader write, named in the text just before. */
    private String fileOf(Pages.Block block) {
        int line = Integer.parseInt(block.place().substring(block.place().indexOf(':') + 1));
        List<String> before = page.text().lines().limit(line - 1L).toList();
        for (int i = before.size() - 1; i >= 0; i--) {
            Matcher file = FILE.matcher(before.get(i));
            if (file.find()) {
                return file.group(1);
            }
        }
        throw new AssertionError(block.place() + ": wanted the name of a file before it");
    }

    /** In a folder with the launcher, which starts what the tests were compiled with. */
    private ProcessBuilder shell(TwoHosts hosts) throws IOException {
        Path clone = Files.createDirectories(folder.resolve("clone"));
        Path launcher = clone.resolve("changeover");
        Files.writeString(launcher, """
                #!/bin/sh
                exec '%s' "$@"
                """.formatted(String.join("' '", ServerImage.words())));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder shell =
                new ProcessBuilder(hosts.operator(Terminal.words().toArray(String[]::new)));
        shell.directory(clone.toFile()).environment().put("HOME", hosts.home().toString());
        return shell;
    }
}
