package io.changeover.connector.haproxy;

import java.util.Map;

/**
 * One server of the backend as HAProxy tells it.
 *
 * @param state HAProxy's state and statistics of it, by the names of their columns
 */
record Server(String name, Map<String, String> state) {
    /** Bits of srv_admin_state: by command, by what it tracks, by name resolution. Bit 4 only says how it began. */
    private static final int MAINTENANCE = 0x01 | 0x02 | 0x20;

    private static final int DRAIN = 0x08 | 0x10;

    boolean inMaintenance() {
        return (number("srv_admin_state") & MAINTENANCE) != 0;
    }

    /** Whether it may take new traffic as far as people have said. */
    boolean admitted() {
        return (number("srv_admin_state") & (MAINTENANCE | DRAIN)) == 0 && weight() > 0;
    }

    /** Whether it is fit for traffic as far as HAProxy's checks say; without checks it is, unless in maintenance. */
    boolean up() {
        int state = number("srv_op_state");
        return state == 1 || state == 2;
    }

    /** Whether HAProxy's checks have found it bad, and not just not good yet. */
    boolean down() {
        return number("srv_op_state") == 0;
    }

    /** Whether a check has passed since it left maintenance, when HAProxy takes it for up until a check says no. */
    boolean proven() {
        return up() && (!checked() || number("check_health") > number("check_rise") || oneFailureIsEnough());
    }

    /** Whether HAProxy needs to be told that it is down, so that being up means something. */
    boolean oneFailureIsEnough() {
        return checked() && number("check_fall") == 1;
    }

    private boolean checked() {
        return !text("check_health").isEmpty() && text("tracked").isEmpty();
    }

    boolean backup() {
        return number("bck") > 0;
    }

    int weight() {
        return number("srv_uweight");
    }

    int sessions() {
        return number("scur");
    }

    private String text(String column) {
        return state.getOrDefault(column, "");
    }

    private int number(String column) {
        String text = text(column);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** How messages and readings show it: its state, and what the last check found. */
    @Override
    public String toString() {
        StringBuilder said = new StringBuilder(name).append(' ').append(text("status"));
        if (!text("check_status").isEmpty()) {
            said.append(" (").append(text("check_status"));
            if (!text("check_code").isEmpty()) {
                said.append(' ').append(text("check_code"));
            }
            String words = text("last_chk").isEmpty() ? text("check_desc") : text("last_chk");
            said.append(words.isEmpty() ? "" : ", " + words).append(')');
        }
        if (weight() == 0) {
            said.append(" weight 0");
        }
        return said.toString();
    }
}
