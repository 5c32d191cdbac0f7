package io.changeover.scenario;

import io.changeover.persistence.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Holds the server inside its own database, at the two moments of a step that no target can see: when the step is
 * written but no worker has it, and when all its operations have ended but the step has not. A trigger waits there as
 * long as a row says so.
 */
final class DatabaseHolds {
    private static final String TRIGGER = """
            create table hold (plan varchar not null, number int not null, moment varchar not null);
            create function wait_while_held() returns trigger language plpgsql as $$
            declare
                now_at varchar := case when new.claim <> old.claim then 'WRITTEN' else 'WORKED_ON' end;
            begin
                while exists (select from hold h join run r on r.plan = h.plan
                        where r.id = new.run and h.number = new.number and h.moment = now_at) loop
                    perform pg_sleep(0.1);
                end loop;
                return new;
            end $$;
            create trigger wait_while_held before update on step for each row execute function wait_while_held();
            """;
    private static final String REACHED = """
            select 1 from step s join run r on r.id = s.run
            where r.plan = ? and r.state = 'RUNNING' and s.number = ? and s.state = 'OPEN'
                and case ? when 'WRITTEN' then s.claim = 0
                    else not exists (select from operation o where o.step = s.id and o.state <> 'DONE') end
            """;

    /** A moment of a step. */
    enum Moment {
        /** The step and its operations are written, nobody works on it. */
        WRITTEN,
        /** All operations have ended, the step has not. */
        WORKED_ON
    }

    private final PostgresServer database;

    /** Prepares a database that has its tables. */
    DatabaseHolds(PostgresServer database) throws SQLException {
        this.database = database;
        execute(TRIGGER);
    }

    /** The runs of a plan stop at that moment of their step of that number from now on. */
    void hold(String plan, int step, Moment moment) throws SQLException {
        execute("insert into hold values ('%s', %d, '%s')".formatted(plan, step, moment));
    }

    /** Whether the run of a plan stands there. */
    boolean held(String plan, int step, Moment moment) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(REACHED)) {
            query.setString(1, plan);
            query.setInt(2, step);
            query.setString(3, moment.name());
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets everything go on. */
    void release() throws SQLException {
        execute("delete from hold");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), PostgresServer.USER, "");
    }
}
