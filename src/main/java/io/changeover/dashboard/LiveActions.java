package io.changeover.dashboard;

import io.changeover.application.ControlRun;
import io.changeover.application.ControlStep;
import io.changeover.application.RefusedException;
import io.changeover.application.port.RunbookDoor;
import io.changeover.application.port.SignedIn;
import io.changeover.domain.run.RunId;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Does what the pages ask for, through the same use cases as every other door. */
@Component
final class LiveActions implements DashboardActions {
    private final RunbookDoor door;
    private final ControlRun control;
    private final ControlStep steps;
    private final SignedIn signedIn;

    LiveActions(RunbookDoor door, ControlRun control, ControlStep steps, SignedIn signedIn) {
        this.door = door;
        this.control = control;
        this.steps = steps;
        this.signedIn = signedIn;
    }

    @Override
    public void decide(String task, String choice, String reason) {
        door.answer(signedIn.caller(), task, choice, reason);
    }

    @Override
    public void abort(String run, String reason) {
        control.abort(id(run), signedIn.caller(), reason);
    }

    @Override
    public void goUnplanned(String run, String reason) {
        control.goUnplanned(id(run), signedIn.caller(), reason);
    }

    @Override
    public void pause(String run, String reason) {
        control.pause(id(run), signedIn.caller(), reason);
    }

    @Override
    public void resume(String run, String reason) {
        control.resume(id(run), signedIn.caller(), reason);
    }

    @Override
    public void cancel(String run, int step, String reason) {
        steps.cancel(id(run), step, Optional.empty(), signedIn.caller(), reason);
    }

    @Override
    public void start(String runbook, String plan, String reason, boolean dryRun) {
        Map<String, Object> variables = Map.of("plan", plan, "reason", reason, "dryRun", dryRun);
        door.start(signedIn.caller(), runbook, Optional.empty(), variables);
    }

    private static RunId id(String run) {
        try {
            return new RunId(run);
        } catch (IllegalArgumentException e) {
            throw RefusedException.because("RUN_UNKNOWN", "there is no run '" + run + "'");
        }
    }
}
