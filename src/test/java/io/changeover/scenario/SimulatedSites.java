package io.changeover.scenario;

import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import io.changeover.connector.spi.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Two sites in memory behind a connector called {@code sim}, for tests of everything above connectors. It counts effects
 * where they happen and notices when two sites are active.
 */
final class SimulatedSites implements Connector {
    private final Set<String> running = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, String> primaries = new ConcurrentHashMap<>();
    private final Map<String, String> routes = new ConcurrentHashMap<>();
    private final Set<String> apart = ConcurrentHashMap.newKeySet();
    private final Set<String> shortened = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private final Set<String> promotedByHand = ConcurrentHashMap.newKeySet();
    private final Set<String> stoppedByHand = ConcurrentHashMap.newKeySet();
    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private final Set<String> fenced = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> followers = new ConcurrentHashMap<>();
    private final List<String> effects = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final SimulatedFaults faults = new SimulatedFaults();
    private final SimulatedLoad load = new SimulatedLoad();
    private final Map<String, Map<String, String>> told = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile Duration delay = Duration.ZERO;

    @Override
    public Descriptor descriptor() {
        Set<Operation> operations = EnumSet.allOf(Operation.class);
        return new Descriptor(
                "sim",
                "Sites in memory.",
                operations,
                Map.of(Kind.CHECK, List.of(Field.required("sim", Field.Type.TEXT, "What is asked."))));
    }

    void reset(List<String> instances, List<String> datasets, List<String> routeNames, String active) {
        running.clear();
        primaries.clear();
        effects.clear();
        calls.clear();
        faults.clear();
        load.clear();
        told.clear();
        violations.clear();
        followers.clear();
        shortened.clear();
        lags.clear();
        apart.clear();
        promotedByHand.clear();
        stoppedByHand.clear();
        fenced.clear();
        servers.clear();
        servers.addAll(instances);
        delay = Duration.ZERO;
        instances.forEach(name -> running.add(name + "@" + active));
        datasets.forEach(name -> primaries.put(name, active));
        datasets.forEach(name -> followers.put(name, new HashSet<>(Set.of("fra", "ams"))));
        routeNames.forEach(name -> routes.put(name, active));
    }

    /** What goes wrong; nothing, until told. */
    SimulatedFaults faults() {
        return faults;
    }

    /** How much happened at once. */
    SimulatedLoad load() {
        return load;
    }

    /** How often an operation was tried. */
    long calls(String what) {
        return List.copyOf(calls).stream().filter(what::equals).count();
    }

    /** How often an operation had an effect. */
    long effects(String what) {
        return effects().stream().filter(what::equals).count();
    }

    /** The epoch that an operation was told last. */
    String epoch(String what) {
        return told(what).getOrDefault("CHANGEOVER_EPOCH", "none");
    }

    /** The variables that an operation was told last. */
    Map<String, String> told(String what) {
        return told.getOrDefault(what, Map.of());
    }

    /** Makes more instances run, past every connector. */
    void runAll(String site, List<String> instances) {
        instances.forEach(name -> running.add(name + "@" + site));
    }

    /** What a person at the machine does, past every connector. */
    void stopByHand(String instance, String site) {
        running.remove(instance + "@" + site);
        stoppedByHand.add(instance + "@" + site);
    }

    /** A person at the machine, or a host that comes back, makes a site of a dataset take writes as well. */
    void promoteByHand(String dataset, String site) {
        promotedByHand.add(dataset + "@" + site);
        following(dataset).remove(site);
    }

    /** Lets a dataset fall behind by that much, in bytes and in milliseconds. */
    void fallBehind(String dataset, long much) {
        lags.put(dataset, much);
    }

    /** Somebody, or a restart, points a route elsewhere behind our back. */
    void switchByHand(String route, String site) {
        routes.put(route, site);
    }

    /** Which sites run any instance now. */
    Set<String> activeSites() {
        Set<String> sites = new HashSet<>();
        List.of(running.toArray(String[]::new)).forEach(one -> sites.add(one.substring(one.indexOf('@') + 1)));
        return sites;
    }

    void delay(Duration each) {
        delay = each;
    }

    List<String> effects() {
        return List.copyOf(effects);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** What an earlier run has left. */
    void fence(String method, String site) {
        fenced.add(method + "@" + site);
    }

    /** Whether a method fences a site now. */
    boolean fenced(String method, String site) {
        return fenced.contains(method + "@" + site);
    }

    boolean runs(String instance, String site) {
        return running.contains(instance + "@" + site);
    }

    String primary(String dataset) {
        return primaries.getOrDefault(dataset, "none");
    }

    String route(String name) {
        return routes.getOrDefault(name, "none");
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Target target = request.target();
        String site = target.site();
        String name = target.name();
        String what = key(request.operation(), name, site);
        calls.add(what);
        told.put(what, request.environment());
        String host = target.host() == null ? "none" : target.host().name();
        load.enter(host, request.operation().name());
        try {
            if (!delay.isZero()) {
                context.pause(delay);
            }
            if (faults.delays(what)) {
                context.progress(what + " takes long (40 %)");
            }
            faults.before(what, context::output);
            Result result = carryOut(request, context, name, site);
            faults.after(what);
            return result;
        } finally {
            load.leave(host, request.operation().name());
        }
    }

    private Result carryOut(Request request, Context context, String name, String site) throws ConnectorException {
        return switch (request.operation()) {
            case STATUS -> Result.unchanged(state(name, site)).with("state", state(name, site));
            case CLONE, DISCARD -> inDrill(request, "clone of " + name, request.operation() == Operation.CLONE);
            case START -> drilled(request) ? inDrill(request, name, true) : start(request, name, site);
            case STOP ->
                drilled(request)
                        ? inDrill(request, name, false)
                        : change(request, running.contains(name + "@" + site), () -> running.remove(name + "@" + site));
            case ROLE -> Result.unchanged(role(name, site)).with("role", role(name, site));
            case MEASURE ->
                Result.unchanged("so far behind")
                        .with("lagBytes", Long.toString(lag(name)))
                        .with("lagMillis", Long.toString(lag(name)));
            case SHORTEN ->
                change(request, !shortened.contains(name + "@" + site), () -> shortened.add(name + "@" + site));
            case RESTORE ->
                change(request, shortened.contains(name + "@" + site), () -> shortened.remove(name + "@" + site));
            case PREPARE, RELEASE, SYNC, PROBE -> Result.unchanged("nothing to do");
            case FENCE -> change(request, !fenced.contains(name + "@" + site), () -> fenced.add(name + "@" + site));
            case UNFENCE -> change(request, fenced.contains(name + "@" + site), () -> fenced.remove(name + "@" + site));
            case CALL -> change(request, true, () -> {});
            case PROVE -> prove(name, site);
            case DEMOTE ->
                change(request, role(name, site).equals("primary"), () -> {
                    promotedByHand.remove(name + "@" + site);
                    stoppedByHand.add(name + "@" + site);
                });
            case PROMOTE -> promote(request, name, site);
            case PROTECT ->
                change(
                        request,
                        !following(name).contains(site) || !role(name, site).equals("standby"),
                        () -> {
                            following(name).add(site);
                            promotedByHand.remove(name + "@" + site);
                            stoppedByHand.remove(name + "@" + site);
                        });
            case ESTIMATE -> estimate(name, site);
            case LOOK -> look(site);
            case READ -> Result.unchanged("points to " + route(name)).with("site", route(name));
            case SWITCH -> turn(request, name, site);
            case CHECK -> check(request, context, name, site);
        };
    }

    private static boolean drilled(Request request) {
        return request.environment().containsKey("CHANGEOVER_DRILL");
    }

    /** What a drill has, apart from all that serves. */
    private Result inDrill(Request request, String what, boolean there) {
        return change(request, apart.contains(what) != there, () -> {
            if (!apart.remove(what)) {
                apart.add(what);
            }
        });
    }

    /** What stands of drills now. */
    Set<String> apart() {
        return Set.copyOf(apart);
    }

    /** What the site of a dataset says of itself; the primary one is stopped where its server of that name is. */
    private String role(String name, String site) {
        if (promotedByHand.contains(name + "@" + site)) {
            return "primary";
        }
        if (!primary(name).equals(site)) {
            return stoppedByHand.contains(name + "@" + site) ? "stopped" : "standby";
        }
        boolean stopped = servers.contains(name) && !running.contains(name + "@" + site);
        return stopped || stoppedByHand.contains(name + "@" + site) ? "stopped" : "primary";
    }

    /** A standby in memory is as old as it was made to be. */
    private Result estimate(String name, String site) throws ConnectorException {
        if (primary(name).equals(site)) {
            throw ConnectorException.permanent("SIM_NO_STANDBY", name + " is no standby at " + site);
        }
        return Result.unchanged(name + " holds what was written until 2021-03-01T01:00:00Z")
                .with("heldUntil", "2021-03-01T01:00:00Z")
                .with("lagMillis", "4200");
    }

    /** A witness sees what runs, until it is told what to see. */
    private Result look(String site) {
        return Result.unchanged("the witness looks at " + site)
                .with("seen", activeSites().contains(site) ? "alive" : "dead");
    }

    private long lag(String name) {
        return lags.getOrDefault(name, 0L);
    }

    private Set<String> following(String name) {
        return followers.computeIfAbsent(name, key -> ConcurrentHashMap.newKeySet());
    }

    private String state(String name, String site) {
        boolean standby = primaries.containsKey(name);
        return runs(name, site) || standby ? "running" : "stopped";
    }

    private Result start(Request request, String name, String site) {
        String other = site.equals("fra") ? "ams" : "fra";
        if (!request.dryRun() && runs(name, other)) {
            violations.add(name + " started at " + site + " while it ran at " + other);
        }
        return change(request, !runs(name, site), () -> {
            running.add(name + "@" + site);
            stoppedByHand.remove(name + "@" + site);
        });
    }

    private Result promote(Request request, String name, String site) {
        String other = site.equals("fra") ? "ams" : "fra";
        boolean byHand = role(name, other).equals("primary") && !primary(name).equals(other);
        if (!request.dryRun() && (runs(name, other) || byHand)) {
            violations.add(name + " promoted at " + site + " while it ran at " + other);
        }
        Result promoted = change(request, !primary(name).equals(site), () -> primaries.put(name, site));
        return request.unplanned() ? promoted.with("heldUntil", "2021-03-01T01:00:00Z") : promoted;
    }

    private Result turn(Request request, String name, String site) {
        if (!request.dryRun() && !activeSites().contains(site)) {
            violations.add(name + " sends users to " + site + ", where nothing runs");
        }
        return change(request, !route(name).equals(site), () -> routes.put(name, site));
    }

    private Result prove(String name, String site) throws ConnectorException {
        String source = site.equals("fra") ? "ams" : "fra";
        if (primary(name).equals(source) && running.contains(name + "@" + source)) {
            throw ConnectorException.transientFault("SOURCE_RUNNING", name + " still runs at " + source);
        }
        return Result.unchanged("quiet");
    }

    /** Tells everything it is asked in every way it can, so that tests see what is left of secrets. */
    private Result check(Request request, Context context, String name, String site) throws ConnectorException {
        String asked = request.settings().text("sim");
        context.read("asked", asked);
        context.output("asked " + asked + "\n");
        if (drilled(request)) {
            if (!apart.contains(name)) {
                throw ConnectorException.transientFault("CHECK_FAILED", name + " does not answer in the drill");
            }
            return Result.unchanged("answers apart");
        }
        boolean good = routes.containsKey(name) ? route(name).equals(site) : runs(name, site);
        if (!good) {
            throw ConnectorException.transientFault("CHECK_FAILED", name + " does not answer " + asked + " at " + site);
        }
        return Result.unchanged("answers " + asked + " from " + site).with("asked", asked);
    }

    private Result change(Request request, boolean needed, Runnable effect) {
        String what = key(
                request.operation(), request.target().name(), request.target().site());
        if (!needed) {
            return Result.unchanged(what + " was so already");
        }
        if (request.dryRun()) {
            return Result.wouldChange("would " + what);
        }
        effect.run();
        effects.add(what);
        return Result.changed(what);
    }

    private static String key(Operation operation, String target, String site) {
        return operation + " " + target + "@" + site;
    }
}
