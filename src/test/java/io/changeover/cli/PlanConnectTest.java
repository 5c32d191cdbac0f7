package io.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.changeover.api.model.PlanCheckView;
import io.changeover.api.model.PlanProblemView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlanConnectTest extends CliTest {
    private static final String HOST =
            "{\"number\":1,\"kind\":\"HOST\",\"operation\":\"PROBE\",\"name\":\"fra-1\",\"site\":\"fra\",\"host\":\"fra-1\"%s}";
    private static final String CHECK =
            "{\"number\":2,\"kind\":\"CHECK\",\"operation\":\"CHECK\",\"name\":\"shop-1\",\"check\":1,\"site\":\"fra\"%s}";
    private static final String GOOD = ",\"ok\":true,\"sentence\":\"has room\"";
    private static final String BAD = ",\"ok\":false,\"code\":\"HOST_FULL\",\"sentence\":\"wanted room, found none\"";

    @BeforeEach
    void judge() {
        offline = yaml -> new OfflineCheck.Answer(Optional.of(new PlanCheckView(true, "shop", "")), List.of());
    }

    @Test
    void whatIsReadyIsListedAndEndsWithZero() throws IOException {
        server.answer("POST /plans/check", 200, new PlanCheckView(true, "shop", ""));
        server.answer("POST /plans/check?connect=true", 200, answer(GOOD, GOOD));
        Path file = file("shop.yaml", "plan: shop");

        assertThat(run("plan", "check", "--connect", file.toString())).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "ok     host fra-1: has room",
                        "ok     check 1 of shop-1 at fra: has room",
                        file + ": plan 'shop' is ready, active at fra: 2 of 2 questions answered well");
        assertThat(server.asked).extracting(StandIn.Asked::body).containsOnly("plan: shop");
    }

    @Test
    void whatIsNotReadyIsNamedAndEndsWithThree() throws IOException {
        server.answer("POST /plans/shop/check?connect=true", 200, answer(BAD, GOOD));

        assertThat(run("plan", "check", "shop", "--connect")).isEqualTo(Exit.REFUSED);
        assertThat(out()).contains("WRONG  host fra-1: HOST_FULL: wanted room, found none");
        assertThat(err()).contains("shop: plan 'shop' is not ready, active at fra: 1 of 2 questions not answered well");
    }

    @Test
    void aFileOfThatNameInTheFolderMakesNoPlanOfItAndIsMentioned() throws IOException {
        server.answer("POST /plans/changeover/check?connect=true", 200, answer(GOOD, GOOD));
        server.answer("POST /plans/check", 200, new PlanCheckView(true, "shop", ""));
        server.answer("POST /plans/check?connect=true", 200, answer(GOOD, GOOD));
        assertThat(Path.of("changeover")).as("the launcher").exists();

        assertThat(run("plan", "check", "changeover", "--connect")).isZero();
        assertThat(err())
                .contains("changeover: 'changeover' is taken for the plan of that name; the file is './changeover'");
        assertThat(run("plan", "check", "./changeover", "--connect")).isZero();
        assertThat(server.asked)
                .extracting(StandIn.Asked::what)
                .containsExactly(
                        "POST /plans/changeover/check?connect=true",
                        "POST /plans/check",
                        "POST /plans/check?connect=true");
    }

    @Test
    void withoutConnectingThePlanOfThatNameIsCheckedAsItsFileWouldBe() throws IOException {
        server.answer("GET /plans/shop", 200, Samples.detail());
        offline =
                yaml -> new OfflineCheck.Answer(Optional.of(new PlanCheckView(true, "shop", yaml.strip())), List.of());

        assertThat(run("plan", "check", "shop")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("shop: plan 'shop' is valid: plan: shop");
    }

    @Test
    void whatIsNeitherANameNorAFileIsNotGuessedAt() {
        assertThat(run("plan", "check", "Shop")).isEqualTo(Exit.USAGE);
        assertThat(err())
                .contains("'Shop' is no plan's name; a file ends with .yaml or .yml, or has a path such as './Shop'");
        assertThat(run("plan", "check", "nowhere.YML")).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("the file 'nowhere.YML' cannot be read: there is none");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void inATerminalOneSeesWhatIsAskedNowAndThenTheWholeList() throws IOException {
        terminal = true;
        server.answer("POST /plans/shop/check?connect=true", 200, answer(BAD, GOOD));

        assertThat(run("plan", "check", "shop", "--connect")).isEqualTo(Exit.REFUSED);
        assertThat(out())
                .contains("asked 0 of 2", "  asking host fra-1 …")
                .contains("asked 1 of 2, not ready: 1")
                .contains("\u001B[J");
        assertThat(out().substring(out().lastIndexOf("\u001B[J")))
                .contains("WRONG  host fra-1: HOST_FULL", "ok     check 1 of shop-1 at fra");
    }

    @Test
    void programsGetOneDocument() throws IOException {
        server.answer("POST /plans/shop/check?connect=true", 200, answer(BAD, GOOD));

        assertThat(run("plan", "check", "shop", "--connect", "--output", "json"))
                .isEqualTo(Exit.REFUSED);
        assertThat(new ObjectMapper().readTree(out()).at("/findings/0/code").asText())
                .isEqualTo("HOST_FULL");
    }

    @Test
    void aCheckThatBreaksOffIsNoSuccess() throws IOException {
        String begun = answer(GOOD, GOOD);
        server.answer(
                "POST /plans/shop/check?connect=true",
                200,
                begun.substring(0, begun.lastIndexOf("{\"event\":\"DONE\"")));

        assertThat(run("plan", "check", "shop", "--connect")).isEqualTo(Exit.FAILED);
        assertThat(err()).contains("the check of shop broke off after 2 of 2 answers");
    }

    @Test
    void whoMayNotApplyIsRefusedAndABusyServerSaysSo() throws IOException {
        server.answer("POST /plans/shop/check?connect=true", 403, Samples.error(403, "Not allowed", "not yours"));

        assertThat(run("plan", "check", "shop", "--connect")).isEqualTo(Exit.REFUSED);
        assertThat(err()).contains("Not allowed: not yours");
    }

    @Test
    void mistakesInTheFileAreSaidBeforeAnythingIsAsked() throws IOException {
        server.answer(
                "POST /plans/check",
                422,
                new io.changeover.api.model.ErrorView(
                        422,
                        "Plan is not valid",
                        null,
                        null,
                        List.of(),
                        List.of(new PlanProblemView(4, 1, "", "unknown key 'host'")),
                        null));
        Path file = file("shop.yaml", "plan: shop");

        assertThat(run("plan", "check", "--connect", file.toString())).isEqualTo(Exit.FAILED);
        assertThat(err()).contains(":4:1: unknown key 'host'");
        assertThat(server.asked).hasSize(1);
    }

    private static String answer(String host, String check) {
        String one = HOST.formatted(host);
        String other = CHECK.formatted(check);
        boolean ready = host.equals(GOOD) && check.equals(GOOD);
        return String.join(
                "\n",
                "{\"event\":\"PLANNED\",\"total\":2}",
                "{\"event\":\"BEGUN\",\"finding\":" + HOST.formatted("") + "}",
                "{\"event\":\"ENDED\",\"finding\":" + one + "}",
                "{\"event\":\"BEGUN\",\"finding\":" + CHECK.formatted("") + "}",
                "{\"event\":\"ENDED\",\"finding\":" + other + "}",
                "{\"event\":\"DONE\",\"result\":{\"ready\":%s,\"plan\":\"shop\",\"activeSite\":\"fra\",\"findings\":[%s,%s]}}"
                        .formatted(ready, one, other),
                "");
    }
}
