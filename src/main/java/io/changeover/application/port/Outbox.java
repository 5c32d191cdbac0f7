package io.changeover.application.port;

import io.changeover.domain.plan.PlanId;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.RunId;
import java.util.List;
import java.util.Optional;

/** Keeps what receivers are told of runs and plans. Takes part in the caller's transaction. */
public interface Outbox {
    /** The sequence number that the receiver's next notification of the run has. */
    int nextSequence(RunId run, String receiver);

    /** The sequence number that the receiver's next notification of the plan itself has. */
    int nextSequence(PlanId plan, String receiver);

    /** Writes a notification that is still to be delivered. */
    void append(Notification notification);

    /** The notification of that id. */
    Optional<Notification> find(String id);

    /** Overwrites how far the delivery has come, of one that is pending; any other stays as it is. */
    void update(Notification notification);

    /** What a receiver is still to be told of a plan itself, by sequence. */
    List<Notification> pendingOf(PlanId plan, String receiver);

    /** All notifications of a run, by receiver and sequence. */
    List<Notification> ofRun(RunId run);
}
