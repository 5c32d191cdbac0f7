package io.changeover.connector.spi;

import org.jspecify.annotations.Nullable;

/** The operations that the runtime knows. The names are written to the journal and are API. */
public enum Operation {
    /** Instance: reads whether it runs. The reading {@code state} is {@code running} or {@code stopped}. */
    STATUS(Kind.INSTANCE, false),
    /** Instance: makes it run and reads that it does. */
    START(Kind.INSTANCE, true),
    /** Instance: makes it stop and reads that it has. */
    STOP(Kind.INSTANCE, true),

    /**
     * Dataset: reads at the target's side alone, never asking the peer, whether it takes writes. The output {@code role}
     * is {@code primary} (it does), {@code standby} (it runs and does not) or {@code stopped} (read at its host: no
     * server runs on the data). What cannot be reached or read is a failure, never {@code stopped}.
     */
    ROLE(Kind.DATASET, false),
    /**
     * Dataset: reads role and lag. The target is the standby side, the peer the primary side. The outputs {@code lagBytes}
     * and {@code lagMillis} say how far it is behind. Where that cannot be told, and will not by itself, the output
     * {@code lagUnknown} says why and what helps.
     */
    MEASURE(Kind.DATASET, false),
    /** Dataset: does ahead of time what shortens the outage, such as checkpoints. Target standby, peer primary. */
    PREPARE(Kind.DATASET, true),
    /** Dataset: takes back what {@link #PREPARE} left behind. Target standby, peer primary. */
    RELEASE(Kind.DATASET, true),
    /** Dataset: the final delta, after the writers have stopped. Target standby, peer primary. */
    SYNC(Kind.DATASET, true),
    /** Dataset: proves that the primary side takes no writes and the standby holds its last byte. Same sides. */
    PROVE(Kind.DATASET, false),
    /**
     * Dataset: makes sure that the target side takes no writes any more, and reads that it does not. What it holds stays.
     * The peer is not asked.
     */
    DEMOTE(Kind.DATASET, true),
    /** Dataset: makes the target side the writable one. The peer is the side that was primary. */
    PROMOTE(Kind.DATASET, true),
    /**
     * Dataset: reads at the target side alone what would be lost with the other side. The output {@code heldUntil} is the
     * time, by the clock of the other side, up to which the target holds what was written there; {@code lagMillis} is its
     * age and {@code lagBytes} how much is missing. What cannot be read is left out. There is no peer.
     */
    ESTIMATE(Kind.DATASET, false),
    /** Dataset: makes the target side follow the peer, which is the writable one. */
    PROTECT(Kind.DATASET, true),
    /**
     * Dataset: makes the target, a writable copy that is on its own, from the peer: the standby side at the same site,
     * which is only read and goes on following. The other site is not part of it. The output {@code recoveryPoint} says
     * in the connector's words up to where it holds the data, {@code heldUntil} a time up to which it holds all that was
     * written. Asked only of a connector that declares it.
     */
    CLONE(Kind.DATASET, true),
    /**
     * Dataset: removes what {@link #CLONE} made at the target, also in part, and all that runs on it; never anything
     * that it did not make. The peer is as for {@link #CLONE}.
     */
    DISCARD(Kind.DATASET, true),

    /** Route: reads which site it points to. The output {@code site} names it. */
    READ(Kind.ROUTE, false),
    /**
     * Route: shortens ahead of the outage the time for which users may keep an answer, and waits out the longer one. The
     * target is the site that it points to. Asked only of a connector that declares it.
     */
    SHORTEN(Kind.ROUTE, true),
    /** Route: takes back what {@link #SHORTEN} did. */
    RESTORE(Kind.ROUTE, true),
    /** Route: points it to the target's site and reads that it does. The peer is the site that it may point to now. */
    SWITCH(Kind.ROUTE, true),

    /**
     * Check: asks once and answers; a "no" is a transient fault, so that the runtime asks again until the limit. The peer
     * is the same question at the other site.
     */
    CHECK(Kind.CHECK, false),

    /** Fencing: makes sure that the target's site can take no writes, with evidence as readings. */
    FENCE(Kind.FENCING, true),
    /** Fencing: releases the target's site again, and reads that it is fenced no more. */
    UNFENCE(Kind.FENCING, true),

    /** Host: reads whether it can be logged in to and is fit: its clock, its room. */
    PROBE(Kind.HOST, false),

    /**
     * Vantage: asks once, from one place, whether anything of the target's site answers. The output {@code seen} is
     * {@code alive}, {@code dead} (nothing answers) or {@code unknown}.
     */
    LOOK(Kind.VANTAGE, false),

    /** Hook: carries out its command. */
    CALL(Kind.HOOK, true);

    private final Kind kind;
    private final boolean changing;

    Operation(Kind kind, boolean changing) {
        this.kind = kind;
        this.changing = changing;
    }

    /** What this operation is aimed at. */
    public Kind kind() {
        return kind;
    }

    /** Whether it may change the target. An operation that does not is carried out in a dry run as well. */
    public boolean changing() {
        return changing;
    }

    /** Whether whatever comes of it is a finding: it is tried once, and that nothing answers is no failure of a step. */
    public boolean finding() {
        return this == ESTIMATE || this == LOOK;
    }

    /** The operation that takes this one back, or null where there is none or none is needed. */
    public @Nullable Operation inverse() {
        return switch (this) {
            case START -> STOP;
            case STOP -> START;
            case PREPARE -> RELEASE;
            case SHORTEN -> RESTORE;
            case SWITCH -> SWITCH;
            case CLONE -> DISCARD;
            case FENCE -> UNFENCE;
            case STATUS,
                    ROLE,
                    MEASURE,
                    RELEASE,
                    SYNC,
                    PROVE,
                    DEMOTE,
                    PROMOTE,
                    PROTECT,
                    DISCARD,
                    READ,
                    RESTORE,
                    CHECK,
                    UNFENCE,
                    PROBE,
                    ESTIMATE,
                    LOOK,
                    CALL -> null;
        };
    }
}
