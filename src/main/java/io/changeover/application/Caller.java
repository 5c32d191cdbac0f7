package io.changeover.application;

import java.util.Objects;
import java.util.Set;

/**
 * Who asks for something.
 *
 * @param user the name logged in with
 * @param groups the groups that the user is in
 */
public record Caller(String user, Set<String> groups) {
    /** May look. */
    public static final String VIEWERS = "viewers";
    /** May start, steer and decide on failures. */
    public static final String OPERATORS = "operators";
    /** May approve. */
    public static final String APPROVERS = "approvers";
    /** May do everything. */
    public static final String ADMINS = "camunda-admin";

    public Caller {
        Objects.requireNonNull(user, "user");
        groups = Set.copyOf(groups);
    }

    /** Whether the caller is an administrator or in that group. */
    public boolean mayActAs(String group) {
        return groups.contains(group) || groups.contains(ADMINS);
    }
}
