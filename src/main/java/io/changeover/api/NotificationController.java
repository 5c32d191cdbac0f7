package io.changeover.api;

import io.changeover.api.model.NotificationView;
import io.changeover.application.port.Outbox;
import io.changeover.application.port.RunStore;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Delivery;
import io.changeover.domain.run.RunId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "runs")
final class NotificationController {
    private final RunStore runs;
    private final Outbox outbox;

    NotificationController(RunStore runs, Outbox outbox) {
        this.runs = runs;
        this.outbox = outbox;
    }

    @GetMapping("/api/v1/runs/{id}/notifications")
    @Operation(summary = "Who was told what of a run, and what could not be delivered yet")
    List<NotificationView> list(@PathVariable String id) {
        return outbox.ofRun(find(id)).stream().map(NotificationController::view).toList();
    }

    private RunId find(String id) {
        try {
            RunId run = new RunId(id);
            if (runs.find(run).isPresent()) {
                return run;
            }
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("there is no run '" + id + "'");
        }
        throw new NotFoundException("there is no run '" + id + "'");
    }

    private static NotificationView view(Notification one) {
        Delivery delivery = one.delivery();
        return new NotificationView(
                one.id(),
                one.receiver(),
                one.sequence(),
                one.event().wireName(),
                one.at(),
                one.fact().headline(),
                delivery.state().name(),
                delivery.attempts(),
                delivery.sentAt().orElse(null),
                one.pending() && delivery.attempts() > 0 ? delivery.due() : null,
                delivery.status().orElse(null),
                delivery.answer(),
                delivery.error().orElse(null));
    }
}
