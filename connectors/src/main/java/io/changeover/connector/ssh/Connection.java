package io.changeover.connector.ssh;

import com.jcraft.jsch.Session;
import org.jspecify.annotations.Nullable;

/** One login at a host, how many commands run over it, and how many logins go through it. Its pool guards the counts. */
final class Connection {
    private final Session session;
    private final @Nullable Hop hop;
    private int open;
    private int through;
    private boolean retired;
    private volatile boolean proven;
    private volatile boolean leads;
    private long lastUsed = System.nanoTime();

    /** A login that goes through that hop, or through none. */
    Connection(Session session, @Nullable Hop hop) {
        this.session = session;
        this.hop = hop;
    }

    @Nullable
    Hop hop() {
        return hop;
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

    /** Notes that the server makes each command the leader of its process group. */
    void leads(boolean seen) {
        if (seen) {
            leads = true;
        }
    }

    boolean leads() {
        return leads;
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

    /** One more login goes through it, which holds it open but takes no channel that a command could use. */
    void lend() {
        through++;
    }

    void ended() {
        through--;
        lastUsed = System.nanoTime();
    }

    /** Whether nothing runs over it or through it. */
    boolean idle() {
        return open == 0 && through == 0;
    }

    /** Takes no more commands; those that run over it go on. */
    void retire() {
        retired = true;
    }

    boolean usable() {
        return !retired && session.isConnected();
    }

    boolean idleSince(long nanoTime) {
        return idle() && lastUsed - nanoTime < 0;
    }
}
