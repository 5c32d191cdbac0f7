package io.changeover.planfile;

import io.changeover.domain.plan.Receiver;
import io.changeover.domain.plan.Receiver.Mail;
import io.changeover.domain.plan.Receiver.Tls;
import io.changeover.domain.plan.Receiver.Webhook;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes receivers from entries of {@code notify} in which no mistake was found. */
final class ReceiverBuilder {
    private ReceiverBuilder() {}

    static Receiver receiver(Mapping entry) {
        boolean mail = entry.has(ReceiverShape.MAIL);
        return new Receiver(
                Plain.text(entry, "name"),
                events(entry),
                mail ? Optional.empty() : Optional.of(webhook(entry)),
                mail ? Optional.of(mail(entry)) : Optional.empty());
    }

    private static Set<NotificationEvent> events(Mapping entry) {
        if (!entry.has("on")) {
            return EnumSet.allOf(NotificationEvent.class);
        }
        Set<NotificationEvent> events = EnumSet.noneOf(NotificationEvent.class);
        texts(entry, "on")
                .forEach(name -> events.add(NotificationEvent.ofWire(name).orElseThrow()));
        return events;
    }

    private static Webhook webhook(Mapping entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.mapping("headers").ifPresent(written -> {
            for (Entry header : written.all()) {
                headers.put(header.key(), Plain.text(header.value()));
            }
        });
        return new Webhook(Plain.text(entry, ReceiverShape.WEBHOOK), Plain.text(entry, "secret"), headers);
    }

    private static Mail mail(Mapping entry) {
        Tls tls = entry.text("tls")
                .map(text -> Tls.valueOf(text.value().toUpperCase(Locale.ROOT)))
                .orElse(Tls.STARTTLS);
        String server = Plain.text(entry, "smtp");
        int colon = server.endsWith("]") ? -1 : server.lastIndexOf(':');
        String host = colon < 0 ? server : server.substring(0, colon);
        return new Mail(
                texts(entry, ReceiverShape.MAIL),
                Plain.text(entry, "from"),
                host.replaceAll("[\\[\\]]", ""),
                colon < 0 ? tls.port() : Integer.parseInt(server.substring(colon + 1)),
                entry.text("user").map(Text::value),
                entry.text("password").map(Text::value),
                tls);
    }

    private static List<String> texts(Mapping entry, String key) {
        return entry.find(key).stream()
                .flatMap(part -> part instanceof Sequence list ? list.items().stream() : Stream.empty())
                .map(Plain::text)
                .toList();
    }
}
