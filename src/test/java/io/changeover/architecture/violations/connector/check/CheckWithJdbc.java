package io.changeover.architecture.violations.connector.check;

import javax.sql.DataSource;

/** Opens databases on its own. */
final class CheckWithJdbc {
    static final String BREAKS = "only the stores, PostgreSQL, config and demo use JDBC";

    private final DataSource used;

    CheckWithJdbc(DataSource used) {
        this.used = used;
    }

    @Override
    public String toString() {
        return used.toString();
    }
}
