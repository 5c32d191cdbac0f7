package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;

/** One login at a host, and how many commands run over it. Its pool guards the counts. */
final class Connection {
    private final Session session;
    private int open;
    private boolean retired;
    private volatile boolean proven;
    private long lastUsed = System.nanoTime();

    Connection(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    /** Notes that a command was sent over it, and so that the server does open sessions. */
    void proves() {
        proven = true;
    }

    boolean proven() {
        return proven;
    }

    int open() {
        return open;
    }

    void take() {
        open++;
    }

    void giveBack() {
        open--;
        lastUsed = System.nanoTime();
    }

    /** Takes no more commands; those that run over it go on. */
    void retire() {
        retired = true;
    }

    boolean usable() {
        return !retired && session.isConnected();
    }

    boolean idleSince(long nanoTime) {
        return open == 0 && lastUsed - nanoTime < 0;
    }
}
