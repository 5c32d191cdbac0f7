package io.changeover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of how to verify a signature, carried out as they stand on the page. */
class SignaturePageTest {
    private static final String SECRET = "a shared secret, 42";
    private static final String BODY = "{\"id\":\"1\",\"reason\":\"firmware ü\"}";

    @TempDir
    private Path folder;

    private String signature;

    @BeforeEach
    void sign() throws Exception {
        signature = Signature.of(SECRET, Instant.parse("2026-03-01T01:02:03Z"), BODY);
        Files.writeString(folder.resolve("body"), BODY);
    }

    @Test
    void theShellTellsAGenuineRequestFromOthers() throws Exception {
        String script = "set -e\n" + example("sh");

        assertThat(run("sh", "-c", script)).isZero();
        Files.writeString(folder.resolve("body"), BODY + " ");
        assertThat(run("sh", "-c", script)).as("another body").isNotZero();
        Files.writeString(folder.resolve("body"), BODY);
        signature = signature.replace("t=1", "t=2");
        assertThat(run("sh", "-c", script)).as("another time").isNotZero();
    }

    @Test
    void pythonTellsAGenuineRequestFromOthers() throws Exception {
        String script = example("python") + """

                import os, sys
                key, header = os.environ["SECRET"].encode(), os.environ["SIGNATURE"]
                sys.exit(0 if genuine(key, header, open("body", "rb").read()) else 1)
                """;

        assertThat(run("python3", "-c", script)).isZero();
        Files.writeString(folder.resolve("body"), BODY + " ");
        assertThat(run("python3", "-c", script)).as("another body").isEqualTo(1);
    }

    private int run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("SECRET", SECRET);
        builder.environment().put("SIGNATURE", signature);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The block in that language in the chapter on signatures. */
    private static String example(String language) throws Exception {
        String page = Files.readString(Path.of("docs/notifications.md"));
        String chapter = page.substring(page.indexOf("### Verify the signature"));
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(chapter);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }
}
