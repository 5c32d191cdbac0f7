package io.changeover.connector.runtime;

import io.changeover.connector.spi.Host;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import io.changeover.domain.plan.Check;
import io.changeover.domain.plan.Placement;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.plan.ServerLook;
import io.changeover.domain.plan.Witness;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.Run;
import io.changeover.domain.site.HostId;
import io.changeover.domain.site.HostSpec;
import io.changeover.domain.site.SiteId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds in a plan what an operation is aimed at, and with which connector. */
final class Targets {
    private final ProtectionPlan plan;
    private final Run run;
    private final Secrets secrets;
    private final Map<String, String> variables;

    Targets(ProtectionPlan plan, Run run, Secrets secrets, Map<String, String> variables) {
        this.plan = plan;
        this.run = run;
        this.secrets = secrets;
        this.variables = Map.copyOf(variables);
    }

    /**
     * An operation ready to be handed to its connector.
     *
     * @param limit how long it is tried, where that is not the plan's own limit
     */
    record Aim(String connector, Request request, Optional<Check> check, Optional<Duration> limit) {
        Aim(String connector, Request request) {
            this(connector, request, Optional.empty(), Optional.empty());
        }

        /** The target with its machine, where it has one: {@code shop-1 at fra, on fra-app1 (10.0.1.21)}. */
        String where() {
            Target target = request.target();
            return target.host() == null ? target.toString() : "%s, on %s".formatted(target, target.host());
        }
    }

    Aim aim(OperationRecord operation) {
        return switch (operation.kind()) {
            case INSTANCE -> instance(operation);
            case DATASET -> dataset(operation);
            case ROUTE -> route(operation);
            case CHECK -> check(operation);
            case HOST -> machine(operation);
            case HOOK -> hook(operation);
            case FENCING -> fencing(operation);
            case VANTAGE -> look(operation);
        };
    }

    private Aim instance(OperationRecord operation) {
        var instance = plan.instance(operation.target()).orElseThrow(() -> missing(operation));
        return new Aim(instance.connector(), request(operation, instance.placements()));
    }

    private Aim dataset(OperationRecord operation) {
        var dataset = plan.dataset(operation.target()).orElseThrow(() -> missing(operation));
        Optional<Duration> limit =
                operation.operation().finding() ? Optional.of(plan.limits().evidence()) : Optional.empty();
        return new Aim(dataset.connector(), request(operation, dataset.placements()), Optional.empty(), limit);
    }

    private Aim look(OperationRecord operation) {
        Optional<Duration> limit = Optional.of(plan.limits().evidence());
        if (!operation.target().equals(Witness.SERVER)) {
            Witness witness = plan.witness(operation.target()).orElseThrow(() -> missing(operation));
            return new Aim(
                    witness.connector(), request(operation, told(witness, operation.site())), Optional.empty(), limit);
        }
        List<ServerLook.Question> questions = ServerLook.at(plan, operation.site());
        if (operation.check() >= questions.size()) {
            throw missing(operation);
        }
        ServerLook.Question question = questions.get(operation.check());
        Aim aim = aim(operation.asking(
                question.operation(),
                question.target(),
                question.check(),
                question.host().map(HostId::value)));
        return new Aim(aim.connector(), aim.request(), Optional.empty(), limit);
    }

    /** What a witness is told beside its settings: the machines of the site that it can connect to straight. */
    private Map<SiteId, Placement> told(Witness witness, SiteId site) {
        Placement place = witness.placements().getOrDefault(site, new Placement(Optional.empty(), Map.of()));
        Map<String, Object> settings = new HashMap<>(place.settings());
        settings.put(
                "hosts",
                plan.hosts().values().stream()
                        .filter(host -> host.site().filter(site::equals).isPresent() && plan.uses(host.id()))
                        .filter(host -> !host.ssh().isEmpty() && host.jump().isEmpty())
                        .map(host -> host.address() + " " + host.ssh().getOrDefault("port", 22))
                        .toList());
        return Map.of(site, new Placement(place.host(), settings));
    }

    private Aim route(OperationRecord operation) {
        var route = plan.route(operation.target()).orElseThrow(() -> missing(operation));
        return new Aim(route.connector(), request(operation, route.placements()));
    }

    private Aim hook(OperationRecord operation) {
        var hook = plan.hook(operation).orElseThrow(() -> missing(operation));
        Request request = request(operation, hook.placements());
        Duration tried = plan.limits().operation();
        Duration own = request.settings().duration("timeout", tried);
        return new Aim(
                hook.connector(), request, Optional.empty(), Optional.of(own.compareTo(tried) > 0 ? own : tried));
    }

    private Aim fencing(OperationRecord operation) {
        var method = plan.fencing()
                .method(operation.site(), operation.target())
                .filter(one -> !one.verifiedStop())
                .orElseThrow(() -> missing(operation));
        Request request = request(operation, method.placements());
        return new Aim(method.connector(), request, Optional.empty(), Optional.of(method.within()));
    }

    private Aim check(OperationRecord operation) {
        var instance = plan.instance(operation.target());
        var route = plan.route(operation.target());
        List<Check> checks = instance.isPresent()
                ? instance.get().checks()
                : route.orElseThrow(() -> missing(operation)).checks();
        Map<SiteId, Placement> placements = instance.isPresent()
                ? instance.get().placements()
                : route.orElseThrow().placements();
        Check check = checks.get(operation.check());
        Map<SiteId, Placement> asked = new HashMap<>();
        placements.forEach((site, place) -> asked.put(site, new Placement(place.host(), check.settings())));
        asked.putIfAbsent(operation.site(), new Placement(Optional.empty(), check.settings()));
        return new Aim(check.connector(), request(operation, asked), Optional.of(check), Optional.of(check.within()));
    }

    /** No plan names the connector of a host: every host has the same. */
    private Aim machine(OperationRecord operation) {
        HostId id = new HostId(operation.target());
        if (!plan.hosts().containsKey(id)) {
            throw missing(operation);
        }
        Map<String, Object> settings =
                Map.of("clockSkew", plan.limits().clockSkew().toMillis() + "ms", "folders", Folders.at(plan, id));
        Target target = target(operation, operation.site(), new Placement(Optional.of(id), settings));
        Request request =
                new Request(operation.operation(), target, null, run.dryRun(), environment(operation), run.unplanned());
        return new Aim("host", request, Optional.empty(), Optional.empty());
    }

    private Request request(OperationRecord operation, Map<SiteId, Placement> placements) {
        SiteId site = operation.site();
        SiteId other = plan.otherSite(site);
        Placement here = placements.getOrDefault(site, new Placement(Optional.empty(), Map.of()));
        Placement there = placements.get(other);
        @Nullable Target peer = there == null || isAlone(operation) ? null : target(operation, other, there);
        return new Request(
                operation.operation(),
                target(operation, site, here),
                peer,
                run.dryRun(),
                environment(operation),
                run.unplanned());
    }

    /** Whether the other side is not to be asked: it may be lost. */
    private boolean isAlone(OperationRecord operation) {
        return operation.operation() == Operation.ESTIMATE
                || operation.operation() == Operation.PROMOTE && run.unplanned();
    }

    private Target target(OperationRecord operation, SiteId site, Placement placement) {
        @Nullable
        Host host = placement.host().map(plan.hosts()::get).map(this::host).orElse(null);
        Kind kind = operation.kind();
        UnaryOperator<String> resolver = text -> secrets.resolve(variables(text, operation, site, host));
        return new Target(kind, operation.target(), site.value(), host, new Settings(placement.settings(), resolver));
    }

    private Host host(HostSpec spec) {
        @Nullable String site = spec.site().map(SiteId::value).orElse(null);
        @Nullable Host jump = spec.jump().map(plan.hosts()::get).map(this::host).orElse(null);
        Settings ssh = new Settings(spec.ssh(), secrets::resolve);
        return new Host(spec.id().value(), site, spec.address(), ssh, jump);
    }

    private String variables(String text, OperationRecord operation, SiteId site, @Nullable Host host) {
        if (!text.contains("${")) {
            return text;
        }
        String address = host == null ? "" : host.address();
        return text.replace("${host}", address)
                .replace("${site}", site.value())
                .replace("${name}", operation.target())
                .replace("${plan}", plan.id().value());
    }

    private Map<String, String> environment(OperationRecord operation) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("CHANGEOVER_PLAN", run.plan().value());
        environment.put("CHANGEOVER_RUN", run.id().value());
        // The run carries the next epoch once the whole step has promoted; each promotion belongs to it already.
        long epoch = operation.operation() == Operation.PROMOTE ? run.epoch() + 1 : run.epoch();
        environment.put("CHANGEOVER_EPOCH", Long.toString(epoch));
        environment.put("CHANGEOVER_SITE", operation.site().value());
        environment.put("CHANGEOVER_SOURCE", run.source().value());
        environment.put("CHANGEOVER_TARGET", run.target().value());
        environment.put("CHANGEOVER_RUN_TYPE", run.type().wireName());
        if (run.type().choosing()) {
            environment.put(Request.CHOOSING, "true");
        }
        plan.hook(operation).ifPresent(hook -> {
            environment.put("CHANGEOVER_HOOK", hook.name());
            environment.put("CHANGEOVER_GROUP", hook.group().orElse(""));
        });
        environment.putAll(variables);
        return environment;
    }

    private IllegalStateException missing(OperationRecord operation) {
        return new IllegalStateException("plan %s version %d has no %s '%s'"
                .formatted(plan.id(), run.planVersion(), operation.kind(), operation.target()));
    }
}
