package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;
import static io.changeover.planfile.Shape.Property.required;

import io.changeover.connector.spi.Field.Type;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.planfile.Shape.Choice;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.References;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shape of one entry of {@code notify}: who is told what runs do, and how. */
final class ReceiverShape {
    static final String WEBHOOK = "webhook";
    static final String MAIL = "mail";
    static final List<String> TLS = List.of("starttls", "implicit", "none");
    private static final Form ADDRESS = new Form(
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`|~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*"),
            "a mail address such as oncall@example.org");
    private static final Form SERVER = new Form(
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,253}|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?"),
            "an SMTP server such as mail.example.org or mail.example.org:587");

    private ReceiverShape() {}

    static Choice receiver() {
        Map<String, Structure> byKey = new LinkedHashMap<>();
        byKey.put(WEBHOOK, structure(webhook()));
        byKey.put(MAIL, structure(mail()));
        return new Choice("receiver", byKey, "make each an entry of its own");
    }

    private static Structure structure(List<Property> own) {
        Property name = required(
                "name", Value.of(Type.TEXT).as(PlanShape.MEMBER), "The receiver's name; unique among the receivers.");
        Property on = optional(
                "on",
                new Listing(Value.of(Type.TEXT).oneOf(NotificationEvent.wireNames()), 1),
                "The events it is told of; all where it is not given.");
        return new Structure(
                Stream.of(Stream.of(name), own.stream(), Stream.of(on))
                        .flatMap(part -> part)
                        .toList(),
                Optional.empty());
    }

    private static List<Property> webhook() {
        return List.of(
                required(WEBHOOK, text(), "The address that takes the requests, with http or https."),
                required("secret", secret(), "The key that requests are signed with, as a reference."),
                optional(
                        "headers",
                        Value.of(Type.MAP).with(References.SECRETS),
                        "More headers; values may be references."));
    }

    private static List<Property> mail() {
        return List.of(
                required(MAIL, new Listing(Value.of(Type.TEXT).as(ADDRESS), 1), "The addresses that mail goes to."),
                required("from", Value.of(Type.TEXT).as(ADDRESS), "The address that mail comes from."),
                required("smtp", Value.of(Type.TEXT).as(SERVER), "The SMTP server: host or host:port."),
                optional("user", text(), "The login name at the SMTP server."),
                optional("password", secret(), "The password there, as a reference."),
                optional(
                        "tls",
                        Value.of(Type.TEXT).oneOf(TLS),
                        TLS.get(0),
                        "How the way to the SMTP server is encrypted: starttls, implicit or none."));
    }

    private static Value text() {
        return Value.of(Type.TEXT).with(References.SECRETS);
    }

    private static Value secret() {
        return Value.of(Type.SECRET).with(References.SECRETS);
    }
}
