package io.changeover.connector.testing;

import io.changeover.connector.spi.Request;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/**
 * One operation, in a world in which it has something to do, or something good to read.
 *
 * @param name for the test's name
 * @param given brings the world into the state before the operation
 * @param request the operation; for a changing one, what it wants is not yet so
 * @param context what the runtime lends
 * @param world the state of the real system as a text, for comparing
 * @param unreadable makes the state impossible to read
 */
public record Scenario(
        String name,
        Executable given,
        Request request,
        Supplier<TestContext> context,
        Supplier<String> world,
        Executable unreadable) {

    /** The same operation as a dry run. */
    Request dryRun() {
        return new Request(request.operation(), request.target(), request.peer(), true, request.environment());
    }
}
