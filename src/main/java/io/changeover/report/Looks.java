package io.changeover.report;

import io.changeover.domain.run.OperationState;
import io.changeover.domain.run.StepState;
import io.changeover.report.RunReport.Objective;
import io.changeover.report.RunReport.Tone;
import io.changeover.report.paper.Paper.Look;

/** How what was found is meant on paper. */
final class Looks {
    private Looks() {}

    static Look of(Tone tone) {
        return switch (tone) {
            case GOOD -> Look.GOOD;
            case WARNING -> Look.WARNING;
            case BAD -> Look.BAD;
            case NEUTRAL -> Look.PLAIN;
        };
    }

    static Look of(Objective verdict) {
        return switch (verdict) {
            case MET -> Look.GOOD;
            case MISSED -> Look.BAD;
            case UNKNOWN -> Look.WARNING;
            case NOT_APPLICABLE -> Look.PLAIN;
        };
    }

    static Look of(OperationState state) {
        return switch (state) {
            case DONE -> Look.GOOD;
            case SKIPPED -> Look.WARNING;
            case FAILED -> Look.BAD;
            case PENDING, RUNNING, CANCELLED -> Look.PLAIN;
        };
    }

    static Look of(StepState state) {
        return switch (state) {
            case DONE -> Look.GOOD;
            case SKIPPED, DECIDING -> Look.WARNING;
            case FAILED -> Look.BAD;
            case OPEN, CANCELLED -> Look.PLAIN;
        };
    }
}
