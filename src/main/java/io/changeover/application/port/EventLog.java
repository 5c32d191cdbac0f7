package io.changeover.application.port;

import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.util.List;

/** Keeps what people and the server did to a run. Append only; takes part in the caller's transaction. */
public interface EventLog {
    /** Adds a line. */
    void append(RunEvent event);

    /** The lines of a run, oldest first. */
    List<RunEvent> ofRun(RunId run);
}
