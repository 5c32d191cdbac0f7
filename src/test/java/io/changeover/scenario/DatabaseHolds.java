package io.changeover.scenario;

import io.changeover.persistence.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Holds the server inside its own database, at the two moments of a step that no target can see: when the step is
 * written but nothing of it has begun, and when its operations have ended but the step is not closed. A trigger waits
 * there as long as a row says so, and shows by a lock that it does. As one journal writes for all runs, a step cannot be
 * held where its first worker begins; that worker is turned away, and the next one is held where it claims the step.
 */
final class DatabaseHolds {
    private static final String TRIGGER = """
            create table held_step (plan varchar not null, number int not null, moment varchar not null);
            create function is_held(step_run varchar, step_number int, at varchar) returns boolean language sql as $$
                select exists (select from held_step h join run r on r.plan = h.plan
                    where r.id = step_run and h.number = step_number and h.moment = at)
            $$;
            create function wait_while_held() returns trigger language plpgsql as $$
            declare
                now_at varchar := case when new.claim <> old.claim then 'WRITTEN' else 'WORKED_ON' end;
            begin
                if is_held(new.run, new.number, now_at) then
                    perform pg_advisory_xact_lock(hashtext(r.plan || now_at), new.number) from run r where r.id = new.run;
                end if;
                while is_held(new.run, new.number, now_at) loop
                    perform pg_sleep(0.1);
                end loop;
                return new;
            end $$;
            create trigger wait_while_held before update on step for each row execute function wait_while_held();
            create function turn_away() returns trigger language plpgsql as $$
            begin
                if new.state = 'RUNNING' and exists (select from step s where s.id = new.step
                        and is_held(s.run, s.number, 'WRITTEN')) then
                    raise exception 'held';
                end if;
                return new;
            end $$;
            create trigger turn_away before update on operation for each row execute function turn_away();
            """;
    private static final String REACHED = """
            select from pg_locks where locktype = 'advisory' and granted
                and classid::bigint = hashtext(? || ?)::bigint & 4294967295 and objid = ?
            """;

    /** A moment of a step. */
    enum Moment {
        /** The step and its operations are written, nothing of it has begun. */
        WRITTEN,
        /** The last operation has ended, the step has not. */
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
        execute("insert into held_step values ('%s', %d, '%s')".formatted(plan, step, moment));
    }

    /** Whether the run of a plan stands there. */
    boolean held(String plan, int step, Moment moment) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(REACHED)) {
            query.setString(1, plan);
            query.setString(2, moment.name());
            query.setInt(3, step);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets everything go on. */
    void release() throws SQLException {
        execute("delete from held_step");
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
