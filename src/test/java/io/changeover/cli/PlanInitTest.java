package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlanInitTest extends CliTest {
    @BeforeEach
    void starter() {
        server.close();
        starter = wishes ->
                "plan: %s %s %s %s\n".formatted(wishes.plan(), wishes.sites(), wishes.postgresql(), wishes.units());
    }

    @Test
    void writesWhatWasAskedForAndSaysWhatToDoNext() throws IOException {
        Path file = folder.resolve("till.yaml");

        assertThat(run(
                        "plan",
                        "init",
                        "till",
                        "--file",
                        file.toString(),
                        "--site",
                        "ber",
                        "--site",
                        "vie",
                        "--postgresql",
                        "--systemd",
                        "till@1",
                        "--systemd",
                        "web"))
                .isZero();
        assertThat(Files.readString(file)).isEqualTo("plan: till [ber, vie] true [till@1, web]\n");
        assertThat(out()).contains("changeover plan check " + file);
    }

    @Test
    void neverWritesOverAFile() throws IOException {
        Path file = file("shop.yaml", "mine");

        assertThat(run("plan", "init", "--file", file.toString())).isEqualTo(Exit.USAGE);
        assertThat(err()).contains(file + " is there already and is left as it is");
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void namesThatAPlanCannotHaveAreUsageErrors() {
        String file = folder.resolve("x.yaml").toString();

        assertThat(run("plan", "init", "My Shop", "--file", file)).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("found 'My Shop'");
        assertThat(run("plan", "init", "shop", "--file", file, "--site", "fra")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("--site is given twice");
        assertThat(run("plan", "init", "shop", "--file", file, "--systemd", "a: b"))
                .isEqualTo(Exit.USAGE);
        assertThat(err()).contains("'a: b' is not the name of a unit");
        assertThat(Path.of(file)).doesNotExist();
    }
}
