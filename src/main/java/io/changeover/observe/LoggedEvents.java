package io.changeover.observe;

import io.changeover.application.port.EventLog;
import io.changeover.domain.run.RunEvent;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes what happens to runs into the server's log as well, once it is committed. Reasons stay in the records. */
public final class LoggedEvents implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedEvents.class);

    private final EventLog events;

    public LoggedEvents(EventLog events) {
        this.events = events;
    }

    @Override
    public void append(RunEvent event) {
        events.append(event);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            log(event);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                log(event);
            }
        });
    }

    private static void log(RunEvent event) {
        try (LogFields fields = new LogFields()) {
            fields.with(LogFields.RUN, event.run());
            String what = event.what().toLowerCase(Locale.ROOT).replace('_', ' ');
            LOG.info("run {}: {} by {}", event.run(), what, event.actor());
        }
    }

    @Override
    public List<RunEvent> ofRun(RunId run) {
        return events.ofRun(run);
    }
}
