package io.changeover.application.port;

import io.changeover.domain.audit.Action;
import io.changeover.domain.audit.ActionFilter;
import java.util.List;

/** Keeps what was done and what was refused, of everything. Append only; takes part in the caller's transaction. */
public interface AuditLog {
    /** Adds a line; its id is given by the log. */
    void append(Action action);

    /** Newest first, at most so many. */
    List<Action> find(ActionFilter filter, int most);
}
