package io.changeover.dashboard;

import io.changeover.application.ControlRun;
import io.changeover.application.ControlStep;
import io.changeover.application.RefusedException;
import io.changeover.application.port.RunStore;
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
    private final RunStore runs;
    private final SignedIn signedIn;

    LiveActions(RunbookDoor door, ControlRun control, ControlStep steps, RunStore runs, SignedIn signedIn) {
        this.door = door;
        this.control = control;
        this.steps = steps;
        this.runs = runs;
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
    public String start(Wanted wanted) {
        Map<String, Object> variables = Map.of(
                "plan", wanted.plan(),
                "reason", wanted.reason(),
                "dryRun", wanted.dryRun(),
                "hold", wanted.hold());
        String instance = door.start(signedIn.caller(), wanted.runbook(), Optional.empty(), variables);
        return runs.ofProcess(instance).orElseThrow().id().value();
    }

    private static RunId id(String run) {
        try {
            return new RunId(run);
        } catch (IllegalArgumentException e) {
            throw RefusedException.because("RUN_UNKNOWN", "there is no run '" + run + "'");
        }
    }
}
