package io.changeover.observe;

import io.changeover.application.WorkStep;
import io.changeover.application.port.StepStore;
import io.changeover.application.port.WorkQueue;
import io.changeover.domain.run.StepRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;

/** Measures what workers do with steps, and has what is logged meanwhile name them. Thread-safe. */
public final class ObservedSteps {
    private final WorkStep work;
    private final StepStore steps;
    private final MeterRegistry meters;

    public ObservedSteps(WorkStep work, StepStore steps, MeterRegistry meters) {
        this.work = work;
        this.steps = steps;
        this.meters = meters;
    }

    /** Works on a step of which only the id is known. */
    public void work(String id) {
        observed(id, steps.find(id), () -> work.work(id));
    }

    /** Works on a step as it was written. */
    public void work(WorkQueue.Opened opened) {
        observed(opened.step().id(), Optional.of(opened.step()), () -> work.work(opened));
    }

    private void observed(String id, Optional<StepRecord> step, Runnable working) {
        Timer.Sample sample = Timer.start(meters);
        try (LogFields fields = new LogFields()) {
            fields.with(LogFields.STEP, id);
            step.ifPresent(known -> fields.with(LogFields.RUN, known.run()));
            working.run();
        } finally {
            sample.stop(Timer.builder("changeover.step")
                    .description("Passes of a worker over a step, until it is closed, handed to a person or held")
                    .tag("process", step.map(StepRecord::process).orElse("unknown"))
                    .tag("activity", step.map(StepRecord::activity).orElse("unknown"))
                    .register(meters));
        }
    }
}
