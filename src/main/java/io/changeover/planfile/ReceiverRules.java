package io.changeover.planfile;

import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Text;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of the entries of {@code notify} beyond their shapes. Says no value that may be a secret. */
final class ReceiverRules {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^{}]+\\}");
    private static final Pattern SENSITIVE =
            Pattern.compile("authorization|cookie|token|secret|password|(^|[-_])key|credential|signature");
    private static final Set<String> TAKEN = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "upgrade",
            "transfer-encoding",
            "user-agent");
    private static final int HIGHEST_PORT = 65_535;

    private final Problems problems;

    ReceiverRules(Problems problems) {
        this.problems = problems;
    }

    void check(List<Mapping> receivers) {
        for (Mapping receiver : receivers) {
            receiver.text(ReceiverShape.WEBHOOK).ifPresent(this::webhook);
            receiver.mapping("headers").ifPresent(headers -> headers.all().forEach(this::header));
            receiver.text("smtp").ifPresent(this::port);
            login(receiver);
        }
    }

    /** A part of it that is a reference is judged when it is sent. */
    private void webhook(Text webhook) {
        if (REFERENCE.matcher(webhook.value()).lookingAt()) {
            return;
        }
        if (!webhook.value().matches("(?i)https?://.*")) {
            problems.add(webhook.place(), "an address that begins with http:// or https:// is wanted");
            return;
        }
        try {
            URI address = URI.create(REFERENCE.matcher(webhook.value()).replaceAll("x"));
            if (address.getUserInfo() != null) {
                problems.add(
                        webhook.place(),
                        "a login is not written into an address: put it into 'headers', as a reference");
            } else if (address.getHost() == null) {
                problems.add(webhook.place(), "the address has no host");
            }
        } catch (IllegalArgumentException e) {
            problems.add(webhook.place(), "not an address: spaces and the like are written as %20");
        }
    }

    private void header(Entry header) {
        String name = header.key();
        String lower = name.toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(name).matches()) {
            problems.add(header.place(), "'%s' is no name for a header".formatted(name));
        } else if (TAKEN.contains(lower) || lower.startsWith("changeover-")) {
            problems.add(header.place(), "header '%s' is set by the server".formatted(name));
        } else if (SENSITIVE.matcher(lower).find()
                && header.value() instanceof Text text
                && !REFERENCE.matcher(text.value()).find()) {
            problems.add(
                    header.value().place(),
                    "a secret is not written into a plan: header '%s' wants a reference, ${env:NAME} or ${file:PATH}"
                            .formatted(name));
        }
    }

    private void port(Text smtp) {
        int colon = smtp.value().lastIndexOf(':');
        String port = smtp.value().substring(colon + 1);
        if (colon > 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) > HIGHEST_PORT) {
            problems.add(smtp.place(), "a port from 1 to 65535 is wanted, found '%s'".formatted(port));
        }
    }

    private void login(Mapping receiver) {
        if (receiver.has("user") != receiver.has("password") && receiver.has(ReceiverShape.MAIL)) {
            problems.add(receiver.place(), "'user' and 'password' are given together, or neither");
        }
        if (receiver.has("password") && "none".equals(receiver.value("tls"))) {
            problems.add(
                    receiver.find("tls").map(Part::place).orElse(receiver.place()),
                    "a password is not sent without TLS: 'starttls' or 'implicit' is wanted");
        }
    }
}
