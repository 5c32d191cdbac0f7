package io.changeover.connector.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A client that inserts numbered rows without a break, connects again when it must, and notes what was acknowledged. */
public final class RowWriter implements AutoCloseable {
    private static final long PAUSE = 2_000_000;
    private static final long RETRY = 5_000_000;

    private final PostgresPair pair;
    private final ConcurrentLinkedQueue<Ack> acks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean ended;

    private record Ack(long number, long nanos) {}

    RowWriter(PostgresPair pair) {
        this.pair = pair;
        this.thread = new Thread(this::write, "row-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        String last = pair.sql(primary(), "select coalesce(max(n), 0) from rows");
        long number = Long.parseLong(last);
        while (!ended) {
            try (Connection connection = pair.connectToPrimary();
                    PreparedStatement insert = connection.prepareStatement("insert into rows values (?)")) {
                while (!ended) {
                    insert.setLong(1, ++number);
                    insert.executeUpdate();
                    acks.add(new Ack(number, System.nanoTime()));
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (SQLException e) {
                LockSupport.parkNanos(RETRY);
            }
        }
    }

    private String primary() {
        return pair.pid(PostgresPair.FRA) > 0
                        && pair.sql(PostgresPair.FRA, "select pg_is_in_recovery()")
                                .equals("f")
                ? PostgresPair.FRA
                : PostgresPair.AMS;
    }

    /** How many rows were acknowledged so far. */
    public int acknowledged() {
        return acks.size();
    }

    /** The longest time between two acknowledged rows, in milliseconds. */
    public long longestGapMillis() {
        long longest = 0;
        List<Ack> all = new ArrayList<>(acks);
        for (int i = 1; i < all.size(); i++) {
            longest = Math.max(longest, all.get(i).nanos() - all.get(i - 1).nanos());
        }
        return longest / 1_000_000;
    }

    /** The acknowledged rows that a site's server does not have. Call it after {@link #close}. */
    public Set<Long> missingAt(String site) throws SQLException {
        Set<Long> missing = new TreeSet<>();
        acks.forEach(ack -> missing.add(ack.number()));
        try (var connection = pair.connect(site);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select n from rows")) {
            while (rows.next()) {
                missing.remove(rows.getLong(1));
            }
        }
        return missing;
    }

    /** Ends the writing. */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
