package io.changeover.scenario;

import io.changeover.application.Caller;
import io.changeover.application.ControlRun;
import io.changeover.application.ControlStep;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.Verb;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where people steer runs: olga operates, anton approves, vera looks, and ada may do everything. */
record OperatorDesk(ControlRun run, ControlStep step) {
    private static final Map<String, Set<String>> GROUPS = Map.of(
            "olga", Set.of("operators"),
            "anton", Set.of("approvers"),
            "vera", Set.of("viewers"),
            "ada", Set.of("camunda-admin"));

    static Caller caller(String user) {
        return new Caller(user, GROUPS.getOrDefault(user, Set.of()));
    }

    void pause(RunId id, String user, String reason) {
        run.pause(id, caller(user), reason);
    }

    void resume(RunId id, String user, String reason) {
        run.resume(id, caller(user), reason);
    }

    void abort(RunId id, String user, String reason) {
        run.abort(id, caller(user), reason);
    }

    void goUnplanned(RunId id, String user, String reason) {
        run.goUnplanned(id, caller(user), reason);
    }

    void cancel(RunId id, int number, String user, String reason) {
        step.cancel(id, number, Optional.empty(), caller(user), reason);
    }

    /** Does to a run, or to that step of it, what the verb says. */
    void use(Verb verb, RunId id, int number, String user, String reason) {
        switch (verb) {
            case PAUSE -> pause(id, user, reason);
            case RESUME -> resume(id, user, reason);
            case ABORT -> abort(id, user, reason);
            case UNPLANNED -> goUnplanned(id, user, reason);
            case CANCEL -> cancel(id, number, user, reason);
            case RETRY -> step.retry(id, number, caller(user), reason);
            case SKIP -> step.skip(id, number, caller(user), reason);
        }
    }
}
