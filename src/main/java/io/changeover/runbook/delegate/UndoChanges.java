package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Takes back, in reverse, what an aborted run did. */
@Component
final class UndoChanges extends StepDelegate {
    UndoChanges(OpenStep openStep) {
        super(openStep, StepKind.UNDO_CHANGES);
    }
}
