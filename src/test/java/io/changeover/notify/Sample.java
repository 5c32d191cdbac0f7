package io.changeover.notify;

import io.changeover.application.port.SecretReferences;
import io.changeover.connector.runtime.Secrets;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.Run;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunState;
import io.changeover.domain.run.RunType;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that waits for an approval, and what is told of it. */
final class Sample {
    static final Instant AT = Instant.parse("2026-03-01T01:02:03.123456Z");
    static final RunId ID = new RunId("shop-12");
    static final SecretReferences SECRETS = new Secrets(
            Map.of("HOOK", "hook-secret-1", "TOKEN", "bearer-secret-2", "PASSWORD", "smtp-secret-3", "EMPTY", ""));

    private Sample() {}

    static Run run() {
        return new Run(
                ID,
                new PlanId("shop"),
                1,
                RunType.SWITCHOVER,
                "switchover",
                1,
                "process",
                "CHG-9",
                new SiteId("fra"),
                new SiteId("ams"),
                false,
                "olga",
                "firmware ü",
                RunState.RUNNING,
                Optional.empty(),
                1,
                AT,
                Optional.empty(),
                Optional.empty());
    }

    static Notification notification() {
        Notification.Question question = new Notification.Question(
                "task-1", "May plan shop move from fra to ams?", List.of("approve", "decline"), "approvers");
        return new Notification(
                "5f0c5f5e-0000-4000-8000-000000000001",
                ID,
                "tickets",
                2,
                NotificationEvent.APPROVAL_NEEDED,
                AT,
                new Notification.Fact(
                        RunState.RUNNING,
                        Optional.empty(),
                        Optional.empty(),
                        "Switchover of plan shop from fra to ams waits for an approval by approvers",
                        Optional.of(question)),
                Notification.Delivery.fresh(AT));
    }

    static Receiver webhook(String url, String secret, Map<String, String> headers) {
        return new Receiver(
                "tickets",
                EnumSet.allOf(NotificationEvent.class),
                Optional.of(new Receiver.Webhook(url, secret, headers)),
                Optional.empty());
    }

    static Receiver mail(int port, Receiver.Tls tls, Optional<String> user, String... to) {
        return new Receiver(
                "on-call",
                EnumSet.allOf(NotificationEvent.class),
                Optional.empty(),
                Optional.of(new Receiver.Mail(
                        List.of(to),
                        "changeover@example.org",
                        "localhost",
                        port,
                        user,
                        user.map(name -> "${env:PASSWORD}"),
                        tls)));
    }
}
