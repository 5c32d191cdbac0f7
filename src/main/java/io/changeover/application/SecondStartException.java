package io.changeover.application;

/** A start was refused, among other reasons because its business key has started a run; carries what it asked for. */
public final class SecondStartException extends RefusedException {
    private final String runbook;
    private final String businessKey;
    private final String print;

    SecondStartException(RefusedException refusal, String runbook, String businessKey, String print) {
        super(refusal.blockers());
        initCause(refusal);
        this.runbook = runbook;
        this.businessKey = businessKey;
        this.print = print;
    }

    String runbook() {
        return runbook;
    }

    String businessKey() {
        return businessKey;
    }

    String print() {
        return print;
    }
}
