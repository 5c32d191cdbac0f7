package io.changeover.domain.run;

import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Operation;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Hook;
import io.changeover.domain.plan.HookPoint;
import io.changeover.domain.plan.HookPolicy;
import io.changeover.domain.plan.Limits;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.Route;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step that a diagram describes by itself: one operation of a connector, on what the step names. A call is made once
 * on each of these, as a hook's is; a check asks until the answer is yes; both take their settings from the diagram. The
 * other operations are aimed at routes and datasets of the plan, which has their settings. What is drawn is text as it
 * stands, with the references that a plan may hold; nothing of it is an expression.
 *
 * @param drawn the properties of the service task: the step's own words, and the connector's settings under the names
 *     that they have in a plan
 */
public record FreeStep(Map<String, String> drawn) {
    /** The connector's name. */
    public static final String CONNECTOR = "connector";
    /** What is done, in small letters: one of {@link #OPERATIONS}; {@code call} where nothing is drawn. */
    public static final String OPERATION = "operation";
    /** Routes of the plan, by name. */
    public static final String ROUTES = "routes";
    /** Datasets of the plan, by name. */
    public static final String DATASETS = "datasets";
    /** Hosts of the plan, by name. */
    public static final String HOSTS = "hosts";
    /** Instances of the plan, by name: the hosts that they are on at the step's site. */
    public static final String INSTANCES = "instances";
    /** Groups of the plan, by name: all their instances. */
    public static final String GROUPS = "groups";
    /** {@code source} or {@code target} (default) of the run. */
    public static final String SITE = "site";
    /** The time after which it has failed. */
    public static final String WITHIN = "within";
    /** Of a check: how many answers in a row must be good. */
    public static final String TIMES = "times";
    /** Of a check: the time between two answers. */
    public static final String EVERY = "every";

    /** All words of the step itself; what else is drawn is a setting. */
    public static final List<String> WORDS =
            List.of(CONNECTOR, OPERATION, HOSTS, INSTANCES, GROUPS, ROUTES, DATASETS, SITE, WITHIN, TIMES, EVERY);

    /** What a step may have a connector do. */
    public static final List<Operation> OPERATIONS =
            List.of(Operation.CALL, Operation.CHECK, Operation.SWITCH, Operation.PREPARE, Operation.SYNC);

    /** How long a check is asked where the step does not say. */
    public static final String CHECK_WITHIN = "60s";
    /** The time between two answers where the step does not say. */
    public static final String CHECK_EVERY = "500ms";

    public FreeStep {
        drawn = Map.copyOf(drawn);
    }

    /** What is drawn under that name; empty where it is not, or is blank. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(drawn.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The connector's name; blank where none is drawn. */
    public String connector() {
        return find(CONNECTOR).orElse("");
    }

    /** What the connector is asked to do. */
    public Operation operation() {
        String wanted = find(OPERATION).orElse("");
        return OPERATIONS.stream()
                .filter(one -> wireName(one).equals(wanted))
                .findFirst()
                .orElse(Operation.CALL);
    }

    /** As diagrams write it. */
    public static String wireName(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the diagram has the settings, and not the plan. */
    public boolean ownSettings() {
        return operation() == Operation.CALL || operation() == Operation.CHECK;
    }

    /** The site that it works on. */
    public SiteId site(Run run) {
        return find(SITE).filter("source"::equals).isPresent() ? run.source() : run.target();
    }

    /** The names that are drawn there, in their order. */
    public List<String> names(String word) {
        return find(word).stream()
                .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether the plan has what one operation of this step is aimed at. */
    public boolean knows(ProtectionPlan plan, OperationRecord operation) {
        String target = operation.target();
        return switch (operation.kind()) {
            case ROUTE ->
                plan.route(target)
                        .filter(one -> one.connector().equals(connector()))
                        .isPresent();
            case DATASET ->
                plan.dataset(target)
                        .filter(one -> one.connector().equals(connector()))
                        .isPresent();
            case INSTANCE, CHECK, HOOK, HOST, FENCING, VANTAGE ->
                !aimed()
                        || operation.host().isPresent()
                        || plan.instance(target).isPresent();
        };
    }

    /** Whether it names what it works on; otherwise it works from the server, once. */
    public boolean aimed() {
        return Stream.of(HOSTS, INSTANCES, GROUPS).anyMatch(word -> !names(word).isEmpty());
    }

    /** The settings as a plan would hold them; without a descriptor all as text. */
    public Map<String, Object> settings(Optional<Descriptor> connector) {
        List<Field> fields =
                connector.map(one -> one.fields(operation().kind())).orElse(List.of());
        Map<String, Object> settings = new LinkedHashMap<>();
        drawn.keySet().stream()
                .filter(name -> !WORDS.contains(name))
                .forEach(name -> find(name)
                        .ifPresent(text -> settings.put(
                                name,
                                fields.stream()
                                        .filter(field -> field.name().equals(name))
                                        .findFirst()
                                        .<Object>map(field -> DrawnText.value(field.type(), text))
                                        .orElse(text))));
        return settings;
    }

    /**
     * The plan as one call or check of this step sees it: what the step says stands in it under the operation's target.
     * Hosts and sites are the plan's own.
     */
    public ProtectionPlan in(ProtectionPlan plan, OperationRecord operation, Optional<Descriptor> connector) {
        Map<String, Object> settings = settings(connector);
        Map<SiteId, Placement> places =
                Map.of(operation.site(), new Placement(operation.host().map(HostId::new), settings));
        boolean call = operation() == Operation.CALL;
        // The moment is that of no plan; it is not asked for here, as the step has its place in the diagram.
        Hook hook = new Hook(
                operation.target(), HookPoint.PRE_STOP, Optional.empty(), HookPolicy.STOP, connector(), places);
        Route asked = new Route(operation.target(), connector(), places, List.of(check(settings)));
        Limits limits = plan.limits();
        return new ProtectionPlan(
                plan.id(),
                plan.objectives(),
                plan.sites(),
                plan.hosts(),
                List.of(),
                plan.datasets(),
                call ? List.of() : List.of(asked),
                call ? List.of(hook) : List.of(),
                plan.fencing(),
                plan.approvals(),
                plan.window(),
                new Limits(
                        limits.parallel(),
                        limits.perHost(),
                        duration(WITHIN, limits.operation()),
                        limits.clockSkew(),
                        limits.evidence()),
                plan.receivers(),
                plan.witnesses(),
                plan.watch(),
                plan.trigger(),
                plan.drill());
    }

    private Check check(Map<String, Object> settings) {
        return new Check(
                connector(),
                settings,
                find(TIMES).map(Integer::parseInt).orElse(1),
                duration(EVERY, Durations.parse(CHECK_EVERY)),
                duration(WITHIN, Durations.parse(CHECK_WITHIN)));
    }

    private Duration duration(String name, Duration fallback) {
        return find(name).map(Durations::parse).orElse(fallback);
    }
}
