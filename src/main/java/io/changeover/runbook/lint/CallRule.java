package io.changeover.runbook.lint;

import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.instance.CallActivity;

/** A call stays within its deployment, so that a runbook and its blocks never part. */
final class CallRule implements Rule {
    @Override
    public void check(RunbookFile file, RunbookSet set, Consumer<Finding> findings) {
        for (CallActivity call : file.model().getModelElementsByType(CallActivity.class)) {
            if (!"deployment".equals(call.getCamundaCalledElementBinding())) {
                String message = "camunda:calledElementBinding must be deployment, found %s"
                        .formatted(call.getCamundaCalledElementBinding());
                findings.accept(file.finding(call, "CALL_BINDING", message));
            }
            String called = call.getCalledElement();
            if (called == null || set.process(called).isEmpty()) {
                String message = "the called process must be among the files of the set, found %s".formatted(called);
                findings.accept(file.finding(call, "CALL_UNKNOWN", message));
            }
            if (called != null && set.leadsTo(called, file)) {
                String message = "a process must not call itself, not even through others, found %s".formatted(called);
                findings.accept(file.finding(call, "CALL_CIRCLE", message));
            }
        }
    }
}
