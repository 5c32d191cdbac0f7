package io.changeover.runbook.delegate;

import io.changeover.application.OpenStep;
import io.changeover.application.StepKind;
import io.changeover.runbook.step.StepDelegate;
import org.springframework.stereotype.Component;

/** Reads at each site by itself whether it takes writes. */
@Component
final class ReadRoles extends StepDelegate {
    ReadRoles(OpenStep openStep) {
        super(openStep, StepKind.READ_ROLES);
    }
}
