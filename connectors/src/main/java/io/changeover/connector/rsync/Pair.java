package io.changeover.connector.rsync;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Operation;
import io.changeover.connector.spi.Request;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of one operation as they were found: a standby that may be written, and a primary that it is copied from.
 *
 * @param epoch of the run
 */
record Pair(Side standby, Look here, Side primary, Look there, long epoch) {

    /** Looks at both sides and passes if the roles are as the operation needs them. */
    static Pair read(Request request, Hands hands, String wantHere) throws ConnectorException, InterruptedException {
        Side standby = Side.of(request.target());
        Side primary = Side.of(request.requiredPeer());
        List<Look> looks = hands.usable(primary, "ec", standby, wantHere + "w");
        Look there = looks.get(0);
        Look here = looks.get(1);
        NeverPaths.of(standby, request.settings()).require(here.physical());
        NeverPaths.of(primary, request.requiredPeer().settings()).require(there.physical());
        Pair pair = new Pair(standby, here, primary, there, epoch(request));
        pair.requireRoles(request.operation() == Operation.PROTECT);
        if (request.operation().changing()) {
            pair.requireCurrent();
        }
        if (there.empty() && request.settings().flag("delete", true)) {
            pair.requireEmpty(hands.look(standby, "e"));
        }
        hands.context().read("primaryRole", pair.role(there, Marker.PRIMARY));
        hands.context().read("standbyRole", pair.role(here, Marker.STANDBY));
        return pair;
    }

    /** The plan's epoch as the run carries it. */
    static long epoch(Request request) {
        String text = request.environment().getOrDefault("CHANGEOVER_EPOCH", "0");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private String role(Look look, String assumed) {
        return look.marker() == null ? assumed + ", by the run" : look.marker().role();
    }

    /** The epoch of the primary: its marker's, or the run's where it has none yet. */
    long primaryEpoch() {
        return there.marker() == null ? epoch : there.marker().epoch();
    }

    /** The marker of a standby after a complete pass. */
    Marker followed(OptionalLong pass) {
        return new Marker(Marker.STANDBY, primaryEpoch(), standby.site(), pass);
    }

    /** Whether both sides can compare times by more than whole seconds. */
    boolean exactTimes() {
        return here.exactTimes() && there.exactTimes();
    }

    /** Whether each side has a marker that says what it is. */
    boolean marked() {
        OptionalLong pass =
                here.marker() == null ? OptionalLong.empty() : here.marker().pass();
        return there.marker() != null && pass.isPresent() && followed(pass).agrees(here.marker());
    }

    /** Writes down the roles that the run gives, where nothing is written yet. */
    void claim(Hands hands) throws ConnectorException, InterruptedException {
        if (there.marker() == null) {
            hands.mark(primary, new Marker(Marker.PRIMARY, epoch, primary.site(), OptionalLong.empty()), List.of());
        }
    }

    private void requireRoles(boolean demoting) throws ConnectorException {
        requireOwn(standby, here.marker());
        requireOwn(primary, there.marker());
        Marker mine = here.marker();
        Marker theirs = there.marker();
        if (theirs != null && !theirs.primary()) {
            throw wrong(primary, "a primary", theirs);
        }
        if (mine == null) {
            return;
        }
        boolean outdated = theirs != null && theirs.epoch() > mine.epoch();
        if (mine.primary() && !(demoting && outdated)) {
            throw wrong(standby, "a standby", mine);
        }
        if (mine.epoch() > primaryEpoch()) {
            throw ConnectorException.permanent(
                    "RSYNC_EPOCH_OLD",
                    "%s: wanted a primary of epoch %d or later to copy from, found %s of epoch %d"
                            .formatted(standby, mine.epoch(), primary, primaryEpoch()));
        }
    }

    private void requireCurrent() throws ConnectorException {
        for (Look look : new Look[] {here, there}) {
            if (look.marker() != null && look.marker().epoch() > epoch) {
                throw ConnectorException.permanent(
                        "RSYNC_EPOCH_OLD",
                        "%s: wanted markers of epoch %d or before, which is the run's, found %s"
                                .formatted(standby, epoch, look.marker()));
            }
        }
    }

    /** An empty folder is what a volume that is not mounted looks like. */
    private void requireEmpty(Look mine) throws ConnectorException {
        if (!mine.empty()) {
            throw ConnectorException.permanent(
                    "RSYNC_SOURCE_EMPTY",
                    ("%s: wanted something in %s, found an empty folder; copying that would delete all of %s on %s."
                                    + " Is a volume not mounted? If it is meant, empty that folder as well")
                            .formatted(primary, primary.path(), standby.path(), standby.host()));
        }
    }

    /** Passes if the marker was written for this side, and not for another one that shares its folder. */
    static void requireOwn(Side side, @Nullable Marker marker) throws ConnectorException {
        if (marker != null && !marker.site().equals(side.site())) {
            throw ConnectorException.permanent(
                    "RSYNC_MARKER_FOREIGN",
                    "%s: wanted a marker of site %s in %s, found one of site %s; do both sites use the same folder?"
                            .formatted(side, side.site(), side.marker(), marker.site()));
        }
    }

    private static ConnectorException wrong(Side side, String wanted, Marker found) {
        return ConnectorException.permanent(
                "RSYNC_ROLE_WRONG",
                "%s: wanted %s, found the marker %s: %s".formatted(side, wanted, side.marker(), found));
    }
}
