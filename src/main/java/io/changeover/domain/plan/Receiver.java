package io.changeover.domain.plan;

import io.changeover.domain.run.NotificationEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told what the plan's runs do, and how: exactly one of a webhook and mail. Holds references to secrets, never
 * their values.
 *
 * @param on the events it is told of
 */
public record Receiver(String name, Set<NotificationEvent> on, Optional<Webhook> webhook, Optional<Mail> mail) {
    public Receiver {
        Objects.requireNonNull(name, "name");
        on = Set.copyOf(on);
        if (webhook.isPresent() == mail.isPresent()) {
            throw new IllegalArgumentException("a receiver has a webhook or mail, and not both");
        }
    }

    /** Where it is, as the plan writes it: what receivers of one address have in common. */
    public String address() {
        return webhook.map(Webhook::url)
                .or(() -> mail.map(one -> one.host() + ":" + one.port()))
                .orElse(name);
    }

    /**
     * An address that takes HTTP requests.
     *
     * @param url with http or https; may hold references to secrets
     * @param secret the reference to the key that requests are signed with
     * @param headers more headers; values may hold references to secrets
     */
    public record Webhook(String url, String secret, Map<String, String> headers) {
        public Webhook {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * People who read mail.
     *
     * @param host the SMTP server
     * @param password the reference to it, where there is a user
     */
    public record Mail(
            List<String> to,
            String from,
            String host,
            int port,
            Optional<String> user,
            Optional<String> password,
            Tls tls) {
        public Mail {
            to = List.copyOf(to);
        }
    }

    /** How the way to an SMTP server is encrypted. */
    public enum Tls {
        /** From the command STARTTLS on; a server without it is refused. */
        STARTTLS(587),
        /** From the first byte. */
        IMPLICIT(465),
        /** Not at all. */
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        /** The usual port of servers that do so. */
        public int port() {
            return port;
        }
    }
}
