package io.changeover.connector.systemd;

import static io.changeover.connector.spi.Field.optional;
import static io.changeover.connector.spi.Field.required;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.Connector;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Descriptor;
import io.changeover.connector.spi.Field.Type;
import io.changeover.connector.spi.Kind;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import io.changeover.connector.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts and stops systemd units. A unit that has failed is stopped, and its result is kept as a reading; one that is on
 * its way up or down is waited for. Thread-safe; keeps no state.
 */
public final class SystemdConnector implements Connector {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            "systemd",
            "Services that systemd runs, by their unit.",
            Set.of(Operation.STATUS, Operation.START, Operation.STOP),
            Map.of(
                    Kind.INSTANCE,
                    List.of(
                            required("unit", Type.TEXT, "The unit; without a suffix a service.")
                                    .another(),
                            optional("scope", Type.TEXT, "system", "Whether the system or the login's user runs it.")
                                    .oneOf("system", "user"),
                            optional("sudo", Type.FLAG, "false", "Whether systemctl is run by sudo -n."))));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Result execute(Request request, Context context) throws ConnectorException, InterruptedException {
        Systemctl systemctl = new Systemctl(request, context);
        return switch (request.operation()) {
            case STATUS -> status(systemctl);
            case START -> start(systemctl, request.dryRun());
            case STOP -> stop(systemctl, request.dryRun());
            default -> throw new IllegalArgumentException(request.operation() + " is not declared");
        };
    }

    private static Result status(Systemctl systemctl) throws ConnectorException, InterruptedException {
        UnitState state = systemctl.settled(Set.of(Phase.STARTING, Phase.STOPPING));
        if (state.phase() != Phase.RUNNING && state.phase() != Phase.STOPPED) {
            throw ConnectorException.transientFault(
                    "SERVICE_STATE_UNREADABLE",
                    "%s: wanted running or stopped, found %s".formatted(systemctl.place(), state));
        }
        return systemctl.described(
                Result.unchanged(
                        "%s is %s".formatted(systemctl.place(), state.phase().word())),
                state.phase());
    }

    private static Result start(Systemctl systemctl, boolean dryRun) throws ConnectorException, InterruptedException {
        UnitState state = dryRun ? systemctl.state() : systemctl.settled(Set.of(Phase.STARTING, Phase.STOPPING));
        if (state.phase() == Phase.RUNNING) {
            return systemctl.described(Result.unchanged(systemctl.place() + " is already running"), Phase.RUNNING);
        }
        if (state.masked()) {
            throw ConnectorException.permanent(
                    "SERVICE_MASKED",
                    "%s: wanted running, found a masked unit, which cannot be started".formatted(systemctl.place()));
        }
        if (dryRun) {
            return Result.wouldChange("%s is %s; would start it"
                    .formatted(systemctl.place(), state.phase().word()));
        }
        // A unit that failed too often is refused until its count is set back.
        CommandResult answer = systemctl.act(state.failed(), "start");
        return reached(systemctl, Phase.RUNNING, Phase.STARTING, answer, "start");
    }

    private static Result stop(Systemctl systemctl, boolean dryRun) throws ConnectorException, InterruptedException {
        // One that is starting is not waited for: it may start, fail and start again for ever.
        UnitState state = dryRun ? systemctl.state() : systemctl.settled(Set.of(Phase.STOPPING));
        if (state.phase() == Phase.STOPPED) {
            String why = state.failed() ? " (" + state + ")" : "";
            return systemctl.described(
                    Result.unchanged(systemctl.place() + " is already stopped" + why), Phase.STOPPED);
        }
        if (dryRun) {
            return Result.wouldChange("%s is %s; would stop it"
                    .formatted(systemctl.place(), state.phase().word()));
        }
        CommandResult answer = systemctl.act(false, "stop");
        return reached(systemctl, Phase.STOPPED, Phase.STOPPING, answer, "stop");
    }

    private static Result reached(Systemctl systemctl, Phase wanted, Phase onTheWay, CommandResult answer, String verb)
            throws ConnectorException, InterruptedException {
        UnitState state = systemctl.settled(Set.of(onTheWay));
        if (state.phase() != wanted) {
            String message = "%s: wanted %s, found %s; systemctl %s ended with exit %d (%s)"
                    .formatted(systemctl.place(), wanted.word(), state, verb, answer.exitCode(), answer.summary());
            throw ConnectorException.transientFault("SERVICE_STATE_NOT_REACHED", message);
        }
        String after = state.failed() ? " (" + state + ")" : "";
        return systemctl.described(
                Result.changed("%s is now %s%s".formatted(systemctl.place(), wanted.word(), after)), wanted);
    }
}
