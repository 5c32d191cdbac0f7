package io.changeover.notify;

import io.changeover.application.port.Messenger;
import io.changeover.application.port.SecretReferences;
import io.changeover.domain.plan.Receiver;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Tells receivers by webhook and by mail. What it answers holds no secret that was resolved. Thread-safe. */
public final class Notifier implements Messenger {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int KEPT = 500;
    private static final int DEEPEST = 10;

    private final SecretReferences secrets;
    private final Links links;
    private final WebhookSender webhooks;
    private final MailSender mails;
    private final TimeLimit time;

    /**
     * A notifier.
     *
     * @param tls whose certificates it trusts
     * @param threads for the exchanges, so that none can hold its caller; they are daemons and without bound
     */
    public Notifier(SecretReferences secrets, Links links, SSLContext tls, ExecutorService threads, Clock clock) {
        this(secrets, links, tls, new TimeLimit(threads, LIMIT), clock);
    }

    Notifier(SecretReferences secrets, Links links, SSLContext tls, TimeLimit time, Clock clock) {
        this.secrets = secrets;
        this.links = links;
        this.webhooks = new WebhookSender(secrets, tls, clock, time.limit());
        this.mails = new MailSender(secrets, tls, time.limit());
        this.time = time;
    }

    @Override
    public Answer tell(Receiver receiver, Notification notification, Optional<Run> run) throws InterruptedException {
        try {
            return masked(time.within(open -> exchange(receiver, notification, run, open)));
        } catch (TimeoutException e) {
            return failed("no answer within %d s".formatted(time.limit().toSeconds()));
        } catch (ExecutionException e) {
            return failed(words(e));
        }
    }

    private Answer exchange(Receiver receiver, Notification notification, Optional<Run> run, TimeLimit.Open open)
            throws Exception {
        if (receiver.webhook().isPresent()) {
            String body = Payload.of(notification, run, links);
            return webhooks.send(receiver.webhook().get(), notification, body, open);
        }
        return mails.send(
                receiver.mail().orElseThrow(),
                notification,
                Letter.subject(notification, run),
                Letter.text(notification, run, links),
                open);
    }

    private Answer failed(String error) {
        return masked(new Answer(false, Optional.empty(), "", Optional.of(error)));
    }

    /** Masked before it is cut: a secret at the end would otherwise be there in part. */
    private Answer masked(Answer answer) {
        return new Answer(
                answer.accepted(),
                answer.status(),
                head(secrets.mask(answer.text())),
                answer.error().map(secrets::mask).map(Notifier::head));
    }

    private static String head(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        if (clean.length() <= KEPT) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(KEPT - 1)) ? KEPT - 1 : KEPT);
    }

    /** What the exchange threw and why, from the outside in. */
    private static String words(ExecutionException fault) {
        StringBuilder words = new StringBuilder();
        Throwable at = fault.getCause();
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            String message = at.getMessage();
            String said = message == null ? at.getClass().getSimpleName() : message;
            if (words.indexOf(said) < 0) {
                words.append(words.length() == 0 ? "" : ": ").append(said);
            }
            at = at.getCause();
        }
        return words.toString();
    }
}
