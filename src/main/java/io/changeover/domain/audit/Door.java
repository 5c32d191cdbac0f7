package io.changeover.domain.audit;

/** Where a request came in. The names are API. */
public enum Door {
    /** The server's own pages. */
    DASHBOARD,
    /** The command line. */
    CLI,
    /** Another program at the server's API. */
    API,
    /** A program at the engine's own API. */
    ENGINE_API,
    /** Tasklist, Cockpit, or another page of the engine. */
    TASKLIST,
    /** Nobody asked: the server itself did it. */
    SERVER
}
