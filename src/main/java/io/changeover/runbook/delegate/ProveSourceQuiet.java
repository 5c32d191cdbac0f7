package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Proves that the source takes no more writes. Nothing is promoted before this has passed. */
@Component
final class ProveSourceQuiet extends StepDelegate {
    ProveSourceQuiet(OpenStep openStep) {
        super(openStep, StepKind.PROVE_SOURCE_QUIET);
    }
}
