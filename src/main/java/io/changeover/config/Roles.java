package io.changeover.config;

import java.util.List;

/** The four roles, each a group of the engine, and how the web layer calls them. */
final class Roles {
    /** Reads everything. */
    static final String VIEWERS = "viewers";

    /** Starts, pauses and aborts runs, decides failures and windows. */
    static final String OPERATORS = "operators";

    /** Decides approvals. */
    static final String APPROVERS = "approvers";

    /** May do everything; the engine's own name for it. */
    static final String ADMINS = "camunda-admin";

    static final List<String> ALL = List.of(VIEWERS, OPERATORS, APPROVERS, ADMINS);

    private static final String PREFIX = "GROUP_";

    private Roles() {}

    /** The authority a member of the group has. */
    static String authority(String group) {
        return PREFIX + group;
    }

    /** The group behind an authority, or the authority itself if it is none of a group. */
    static String group(String authority) {
        return authority.startsWith(PREFIX) ? authority.substring(PREFIX.length()) : authority;
    }

    static String[] authorities(String... groups) {
        return List.of(groups).stream().map(Roles::authority).toArray(String[]::new);
    }
}
