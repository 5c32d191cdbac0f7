package io.changeover.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Outcome;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every connector promises. A connector's test extends this and supplies its scenarios, at least one per operation;
 * their settings hold {@link #SECRET} wherever the connector takes a secret.
 */
public abstract class ConnectorContractTest {
    /** A value that no message, reading or output may ever show. */
    protected static final String SECRET = "xyzzy-do-not-show";

    /** The connector under test, always the same one. */
    protected abstract Connector connector();

    /** Its operations, each in a world of its own. */
    protected abstract List<Scenario> scenarios() throws Exception;

    @Test
    void everyOperationHasAScenario() throws Exception {
        Set<Operation> shown = scenarios().stream()
                .map(scenario -> scenario.request().operation())
                .collect(Collectors.toSet());
        assertThat(shown).isEqualTo(connector().descriptor().operations());
    }

    @Test
    void theDescriptorNamesFieldsForExactlyTheKindsItServes() {
        Descriptor descriptor = connector().descriptor();
        Set<Kind> served = descriptor.operations().stream().map(Operation::kind).collect(Collectors.toSet());

        assertThat(descriptor.name()).matches("[a-z][a-z0-9-]*");
        assertThat(descriptor.summary()).endsWith(".");
        assertThat(descriptor.operations()).isNotEmpty();
        assertThat(descriptor.fields().keySet()).isEqualTo(served);
    }

    @Test
    void everyFieldIsDescribedOnceAndItsFallbackIsAllowed() {
        connector().descriptor().fields().values().forEach(fields -> {
            assertThat(fields).extracting(Field::name).doesNotHaveDuplicates();
            assertThat(fields).allSatisfy(field -> {
                assertThat(field.description()).isNotBlank().endsWith(".");
                assertThat(field.required() && field.fallback() != null).isFalse();
                if (field.fallback() != null && !field.allowed().isEmpty()) {
                    assertThat(field.allowed()).contains(field.fallback());
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> changesOnceAndThenNothing() throws Exception {
        return each(changing(), scenario -> {
            assertThat(execute(scenario, scenario.request()).outcome()).isEqualTo(Outcome.CHANGED);
            String after = scenario.world().get();

            assertThat(execute(scenario, scenario.request()).outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(scenario.world().get()).isEqualTo(after);
        });
    }

    @TestFactory
    Stream<DynamicTest> aDryRunChangesNothingAndSaysWhatItWould() throws Exception {
        return each(changing(), scenario -> {
            String before = scenario.world().get();

            assertThat(execute(scenario, scenario.dryRun()).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
            assertThat(scenario.world().get()).isEqualTo(before);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsAlreadySoIsUnchangedInADryRunToo() throws Exception {
        return each(changing(), scenario -> {
            execute(scenario, scenario.request());

            assertThat(execute(scenario, scenario.dryRun()).outcome()).isEqualTo(Outcome.UNCHANGED);
        });
    }

    @TestFactory
    Stream<DynamicTest> readingChangesNothing() throws Exception {
        return each(reading(), scenario -> {
            String before = scenario.world().get();

            assertThat(execute(scenario, scenario.request()).outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(scenario.world().get()).isEqualTo(before);
        });
    }

    /** Whoever asks for a role wants to know what one side is, whatever has become of the other. */
    @TestFactory
    Stream<DynamicTest> aRoleIsReadAtOneSideAlone() throws Exception {
        return each(reading().filter(one -> one.request().operation() == Operation.ROLE), scenario -> {
            Request alone = new Request(
                    Operation.ROLE,
                    scenario.request().target(),
                    null,
                    false,
                    scenario.request().environment());

            assertThat(execute(scenario, alone).outputs().get("role")).isIn("primary", "standby", "stopped");
        });
    }

    @TestFactory
    Stream<DynamicTest> anUnreadableStateIsAnErrorAndNeverDone() throws Exception {
        return each(scenarios().stream(), scenario -> {
            scenario.unreadable().execute();

            for (Request request : asks(scenario)) {
                TestContext context = scenario.context().get();
                Throwable failure = catchThrowable(() -> connector().execute(request, context));

                assertThat(failure).isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).matches("[A-Z]+(_[A-Z]+)+");
                    assertThat(e.getMessage()).contains(request.target().name(), "found");
                });
                assertNoSecret(context, failure.toString());
            }
        });
    }

    /** A hook has no state: it is carried out each time, and in a dry run nothing is asked. */
    @TestFactory
    Stream<DynamicTest> aHookIsCarriedOutEachTimeAndNotInADryRun() throws Exception {
        return each(scenarios().stream().filter(ConnectorContractTest::isHook), scenario -> {
            String before = scenario.world().get();
            assertThat(execute(scenario, scenario.dryRun()).outcome()).isEqualTo(Outcome.WOULD_CHANGE);
            assertThat(scenario.world().get()).isEqualTo(before);

            assertThat(execute(scenario, scenario.request()).outcome()).isEqualTo(Outcome.CHANGED);
            String once = scenario.world().get();
            assertThat(once).isNotEqualTo(before);
            assertThat(execute(scenario, scenario.request()).outcome()).isEqualTo(Outcome.CHANGED);
            assertThat(scenario.world().get()).isNotEqualTo(once);
        });
    }

    private static boolean isHook(Scenario scenario) {
        return scenario.request().operation().kind() == Kind.HOOK;
    }

    private static List<Request> asks(Scenario scenario) {
        return isHook(scenario) ? List.of(scenario.request()) : List.of(scenario.request(), scenario.dryRun());
    }

    private Result execute(Scenario scenario, Request request) throws Exception {
        TestContext context = scenario.context().get();
        Result result = connector().execute(request, context);
        assertThat(context.readings()).as("evidence").isNotEmpty();
        assertThat(result.message()).isNotBlank();
        assertNoSecret(context, result.message() + result.outputs());
        return result;
    }

    private static void assertNoSecret(TestContext context, String said) {
        assertThat(said + context.output() + context.readings()).doesNotContain(SECRET);
    }

    private Stream<Scenario> changing() throws Exception {
        return scenarios().stream()
                .filter(scenario -> scenario.request().operation().changing() && !isHook(scenario));
    }

    private Stream<Scenario> reading() throws Exception {
        return scenarios().stream()
                .filter(scenario -> !scenario.request().operation().changing());
    }

    private static Stream<DynamicTest> each(Stream<Scenario> scenarios, Claim claim) {
        return scenarios.map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
            scenario.given().execute();
            claim.holds(scenario);
        }));
    }

    /** What must hold of a scenario. */
    private interface Claim {
        void holds(Scenario scenario) throws Throwable;
    }
}
