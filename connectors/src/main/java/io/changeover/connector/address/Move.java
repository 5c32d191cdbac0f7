package io.changeover.connector.address;

import io.changeover.connector.spi.CommandResult;
import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Context;
import io.changeover.connector.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves the address from the peer's host to the target's. Between the two nobody has it; it never is at both. */
final class Move {
    private static final Duration BEFORE = Duration.ofSeconds(1);
    /** Within the outage, therefore short. */
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Place target;
    private final Place peer;
    private final Context context;

    Move(Place target, Place peer, Context context) {
        this.target = target;
        this.peer = peer;
        this.context = context;
    }

    Result execute(Sight here, Sight there, boolean dryRun) throws ConnectorException, InterruptedException {
        if (here.holds()) {
            asThePlanSays(target, here);
            return Result.unchanged("%s is already at %s".formatted(target.address(), target))
                    .with("site", target.site());
        }
        if (there.holds()) {
            asThePlanSays(peer, there);
        }
        prepare(here, there);
        if (dryRun) {
            return Result.wouldChange("%s would move from %s to %s"
                    .formatted(target.address(), there.holds() ? peer.host() : "nowhere", target.host()));
        }
        if (there.holds()) {
            CommandResult removed = peer.remove();
            Sight left = peer.look();
            if (left.holds()) {
                throw notReached(peer, "no " + peer.address(), left, removed);
            }
        }
        Optional<String> other = target.probe(BETWEEN);
        if (other.isPresent()) {
            throw taken(other.get(), "neither host has it");
        }
        CommandResult added = target.add();
        Sight reached = target.look();
        if (!reached.held().equals(List.of(target.wanted()))) {
            throw notReached(target, target.wanted(), reached, added);
        }
        return Result.changed("%s is now at %s".formatted(target.address(), target))
                .with("site", target.site());
    }

    /** Everything that may refuse the address, while it is still where it was. */
    private void prepare(Sight here, Sight there) throws ConnectorException, InterruptedException {
        if (!here.up()) {
            throw ConnectorException.transientFault(
                    "ADDRESS_LINK_DOWN",
                    "%s: wanted interface %s at %s up with a link, found it down"
                            .formatted(target, target.wanted(), target.host()));
        }
        if (there.holds() && there.carries()) {
            throw ConnectorException.permanent(
                    "ADDRESS_CARRIES_OTHERS",
                    "%s: wanted to remove %s alone from %s, found secondary addresses that would go with it; use /32"
                            .formatted(peer, peer.address(), peer.host()));
        }
        Optional<String> answers = target.probe(BEFORE);
        context.read("answers", answers.orElse("nobody"));
        if (answers.isPresent() && !(there.holds() && there.machines().contains(answers.get()))) {
            throw taken(answers.get(), there.holds() ? peer.host() + " has it with another" : "neither host has it");
        }
    }

    /** An address that is there but otherwise than the plan says was put there by somebody else. */
    private static void asThePlanSays(Place place, Sight sight) throws ConnectorException {
        if (!sight.held().equals(List.of(place.wanted()))) {
            throw ConnectorException.permanent(
                    "ADDRESS_ELSEWHERE",
                    "%s: wanted %s on %s at %s, found it on %s"
                            .formatted(place, place.address(), place.wanted(), place.host(), sight.held()));
        }
    }

    private ConnectorException taken(String machine, String known) {
        return ConnectorException.permanent(
                "ADDRESS_TAKEN",
                "%s: wanted nobody else to answer for %s, found that %s does; %s"
                        .formatted(target, target.address(), machine, known));
    }

    private static ConnectorException notReached(Place place, String wanted, Sight sight, CommandResult answer) {
        return ConnectorException.transientFault(
                "ADDRESS_STATE_NOT_REACHED",
                "%s: wanted %s at %s, found %s; the command ended with %d (%s)"
                        .formatted(
                                place,
                                wanted,
                                place.host(),
                                sight.holds() ? sight.held() : "none",
                                answer.exitCode(),
                                answer.summary()));
    }
}
