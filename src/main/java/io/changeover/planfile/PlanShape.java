package io.changeover.planfile;

import static io.changeover.planfile.Shape.Property.optional;
import static io.changeover.planfile.Shape.Property.required;

import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.planfile.Shape.Choice;
import io.changeover.planfile.Shape.Connected;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Listing;
import io.changeover.planfile.Shape.Named;
import io.changeover.planfile.Shape.Property;
import io.changeover.planfile.Shape.References;
import io.changeover.planfile.Shape.Structure;
import io.changeover.planfile.Shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The shape of a plan file, for the connectors at hand. The only place that says which keys there are. */
final class PlanShape {
    static final Form NAME =
            new Form(Pattern.compile("[a-z0-9][a-z0-9-]{0,62}"), "small letters, digits and hyphens, at most 63");
    static final Form MEMBER = new Form(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"), "letters, digits, dots, hyphens and _, at most 63");
    private static final Form ADDRESS =
            new Form(Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:_%-]{0,254}"), "a host name or an IP address");
    static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    static final String NOTIFY = "notify";
    static final String WITNESSES = "witnesses";
    static final int CHECK_TIMES = 1;
    static final String CHECK_EVERY = "500ms";
    static final String CHECK_WITHIN = "60s";
    static final int GROUP_PARALLEL = 10;

    private final Catalogue catalogue;

    PlanShape(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The whole file. */
    Structure plan() {
        return Structure.of(
                required("plan", name(), "The plan's name; runs are named after it."),
                required("objectives", objectives(), "What the plan promises."),
                required("sites", new Named("site", NAME, site(), 2, 2), "The two sites, by name; one is preferred."),
                required("hosts", new Named("host", NAME, host(), 1, Integer.MAX_VALUE), "The machines, by name."),
                required("groups", new Listing(group(), 1), "Started in this order on the target, stopped in reverse."),
                optional("datasets", new Listing(dataset(), 0), "Replicated data, one direction at a time."),
                optional("routes", new Listing(route(), 0), "What sends users to a site."),
                optional("hooks", new Listing(hook(), 0), "Commands of your own before and after steps."),
                optional("fencing", new Listing(connected(Kind.FENCING, FencingShape.keys()), 0), FencingShape.METHODS),
                optional(
                        WITNESSES,
                        new Listing(witness(), 0),
                        "Third places that are asked whether a site is alive before it is called lost."),
                optional("approvals", RuleShape.approvals(), "Who must approve a run, by the kind of run."),
                optional(
                        "window",
                        RuleShape.window(),
                        "The weekly hours in which a planned run may begin to change things."),
                optional("limits", RuleShape.limits(), "Bounds on what a run does at once and how long it tries."),
                optional("watch", WatchShape.watch(), "How the plan is watched while nothing moves."),
                optional(
                        WatchShape.TRIGGER,
                        WatchShape.trigger(),
                        "Who begins a failover when the active site is lost."),
                optional(Connected.DRILL, DrillShape.plan(), "How the plan is drilled."),
                optional(NOTIFY, new Listing(ReceiverShape.receiver(), 0), "Who is told what runs do."));
    }

    private static Structure objectives() {
        return Structure.of(
                required("rpo", span(), "The most data that may be lost, as a time."),
                required("rto", span(), "The longest outage."));
    }

    private static Structure site() {
        return Structure.of(optional(
                "preferred", Value.of(Type.FLAG), "false", "Whether the service should run here when all is well."));
    }

    private static Structure host() {
        return Structure.of(
                optional("site", name(), "The site it stands in; without it, it belongs to neither."),
                required("address", Value.of(Type.TEXT).as(ADDRESS), "Host name or IP address."),
                optional("ssh", ssh(), "How to log in, where commands are run on it."));
    }

    private static Structure ssh() {
        Value secret = Value.of(Type.SECRET).with(References.SECRETS);
        Value text = Value.of(Type.TEXT).with(References.SECRETS);
        return Structure.of(
                required("user", text, "The login name."),
                optional("port", Value.of(Type.PORT), "22", "The SSH server's port."),
                optional("key", text, "The private key: a path on the server, or a reference to its text."),
                optional("passphrase", secret, "The key's passphrase, as a reference."),
                optional("password", secret, "The password, as a reference, where no key is used."),
                optional("knownHosts", text, "The file with the host keys that are trusted."),
                optional("jump", name(), "The host of this plan through which logins go, with its own ssh settings."));
    }

    private Structure group() {
        return Structure.of(
                required("name", member(), "The group's name; unique among the groups."),
                optional(
                        "parallel",
                        Value.of(Type.INTEGER).atLeast(1),
                        String.valueOf(GROUP_PARALLEL),
                        "How many of its instances are worked on at once."),
                required("instances", new Listing(instance(), 1), "What moves together."));
    }

    private Structure instance() {
        return connected(
                Kind.INSTANCE,
                required("name", member(), "The instance's name; unique in the plan."),
                optional("check", check(), "How to tell that it is healthy."),
                optional(
                        "checks",
                        new Listing(check(), 1),
                        "Several ways to tell that it is healthy; all must say yes."));
    }

    private Structure dataset() {
        return connected(
                Kind.DATASET,
                required("name", member(), "The dataset's name; unique among the datasets."),
                optional("rpo", span(), "The most that its lag may be."),
                optional(
                        "instance",
                        member(),
                        "The instance it belongs to, whose hosts and settings it takes over. Without it: the instance of "
                                + "the same name and connector, if there is one."),
                optional(
                        "consistency",
                        member(),
                        "The consistency group; its datasets are promoted together or not at all."));
    }

    private Structure route() {
        return connected(
                Kind.ROUTE,
                required("name", member(), "The route's name; unique among the routes."),
                optional(Connected.HOST, name(), "The host for both sites, of whichever site or of none."),
                optional("check", check(), "Proof by real traffic; ${site} is the site that must answer."),
                optional("checks", new Listing(check(), 1), "Several proofs by real traffic; all must say yes."));
    }

    private Structure hook() {
        return HookShape.of(connected(Kind.HOOK, HookShape.keys()), Connected.OF_HOOKS);
    }

    private Structure witness() {
        Structure connected = connected(
                Kind.VANTAGE,
                required("name", member(), "The witness's name; unique among the witnesses, and not 'server'."),
                optional(Connected.HOST, name(), "The host that it asks from, of neither site."));
        return HookShape.of(connected, Connected.OF_WITNESSES);
    }

    private Structure connected(Kind kind, Property... properties) {
        Map<String, List<Field>> fields = catalogue.fields(kind);
        Value names = Value.of(Type.TEXT).oneOf(List.copyOf(fields.keySet()));
        List<Property> all = new ArrayList<>(List.of(properties));
        all.add(1, required(Connected.CONNECTOR, names, "What it is handled by."));
        Optional<Structure> drill = DrillShape.of(kind, check());
        return new Structure(List.copyOf(all), Optional.of(new Connected(fields, Optional.empty(), drill)));
    }

    Choice check() {
        Map<String, Structure> byKey = new LinkedHashMap<>();
        catalogue.fields(Kind.CHECK).forEach((name, fields) -> byKey.put(name, check(fields)));
        return new Choice("check", byKey, "make each an entry of 'checks'");
    }

    private static Structure check(List<Field> fields) {
        List<Property> all = new ArrayList<>();
        fields.forEach(field -> all.add(
                new Property(field.name(), field.required(), field.description(), Value.of(field), field.fallback())));
        List<Property> common = List.of(
                optional(
                        "times",
                        Value.of(Type.INTEGER).atLeast(1),
                        String.valueOf(CHECK_TIMES),
                        "How many answers in a row must be good."),
                optional("every", span(), CHECK_EVERY, "The time between two answers."),
                optional("within", span(), CHECK_WITHIN, "The time after which the check has failed."));
        common.stream()
                .filter(property ->
                        fields.stream().noneMatch(field -> field.name().equals(property.name())))
                .forEach(all::add);
        return new Structure(List.copyOf(all), Optional.empty());
    }

    static Value name() {
        return Value.of(Type.TEXT).as(NAME);
    }

    static Value member() {
        return Value.of(Type.TEXT).as(MEMBER);
    }

    static Value span() {
        return Value.of(Type.DURATION).atLeast(1);
    }
}
