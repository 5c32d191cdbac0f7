package io.changeover.connector.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connection to a jump host as one login through it sees it. Must be given back once. */
final class Hop {
    private final Login login;
    private final ConnectionPool pool;
    private final Connection connection;

    Hop(Login login, ConnectionPool pool, Connection connection) {
        this.login = login;
        this.pool = pool;
        this.connection = connection;
    }

    Session session() {
        return connection.session();
    }

    /** How messages name the jump host. */
    String place() {
        return login.place();
    }

    /** The login is no longer needed, and so one reason less to keep the connection. */
    void giveBack() {
        pool.ended(connection);
    }

    /** Takes the connection for dead: whoever comes next makes another. */
    void retire() {
        pool.retire(connection);
    }

    /**
     * Whether the jump host still answers. Asks for a session and runs nothing in it; one that is refused is an answer
     * too.
     */
    boolean answers(Executor threads, Duration limit) throws InterruptedException {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        threads.execute(() -> answer.complete(asked(limit)));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private boolean asked(Duration limit) {
        Channel probe = null;
        try {
            probe = connection.session().openChannel("session");
            if (probe == null) {
                return false;
            }
            probe.connect(Math.toIntExact(limit.toMillis()));
            return true;
        } catch (JSchException e) {
            // Set from the server's reason; without an answer it keeps its first value.
            return probe != null && probe.getExitStatus() != -1;
        } finally {
            if (probe != null) {
                probe.disconnect();
            }
        }
    }
}
