package io.changeover.application;

import io.changeover.application.port.EventLog;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.util.List;

/** Writes what happens in runs into the audit of actions as well, where it stands beside all that is of no run. */
public final class AuditedEvents implements EventLog {
    private final EventLog events;
    private final Trail trail;

    public AuditedEvents(EventLog events, Trail trail) {
        this.events = events;
        this.trail = trail;
    }

    @Override
    public void append(RunEvent event) {
        events.append(event);
        trail.happened(event);
    }

    @Override
    public List<RunEvent> ofRun(RunId run) {
        return events.ofRun(run);
    }
}
