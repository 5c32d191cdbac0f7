package io.changeover.architecture.violations.persistence;

/** A store that anyone may make. */
public final class JdbcOpenStore {
    static final String BREAKS = "JDBC stores are package-private";

    private JdbcOpenStore() {}
}
