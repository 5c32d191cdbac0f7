package io.changeover.connector.spi;

/** What an operation is aimed at. */
public enum Kind {
    /** One service on one host. */
    INSTANCE,
    /** Replicated data, seen from one of its two sites. */
    DATASET,
    /** What sends users to a site. */
    ROUTE,
    /** A question with a yes or no answer about an instance, a route or a site. */
    CHECK,
    /** Proof that the source can take no more writes. */
    FENCING,
    /** A place from which a site is looked at: the server itself, or a witness. */
    VANTAGE,
    /** A machine itself. */
    HOST,
    /** A command of the operator's own, before or after a step. */
    HOOK
}
