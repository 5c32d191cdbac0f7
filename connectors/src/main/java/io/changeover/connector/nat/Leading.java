package io.changeover.connector.nat;

import io.changeover.connector.spi.ConnectorException;
import io.changeover.connector.spi.Settings;
import io.changeover.connector.spi.Target;
import java.util.regex.Pattern;

/**
 * What the plan wants at one site.
 *
 * @param open the public address and port
 * @param to the site's address and port
 */
record Leading(String route, String site, String open, String to, String protocol, String table) {
    private static final Pattern ENDPOINT = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d):(6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d"
                    + "|6553[0-5]|[1-5]\\d{4}|[1-9]\\d{0,3})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,60}");

    static Leading of(Target target) throws ConnectorException {
        Settings settings = target.settings();
        Leading leading = new Leading(
                target.name(),
                target.site(),
                settings.text("public").strip(),
                settings.text("to").strip(),
                settings.text("protocol", "tcp"),
                settings.text("table", "changeover"));
        for (String endpoint : new String[] {leading.open, leading.to}) {
            if (!ENDPOINT.matcher(endpoint).matches()) {
                throw unusable(target, "an IPv4 address and a port, such as 203.0.113.10:443", endpoint);
            }
        }
        if (!NAME.matcher(leading.table).matches()) {
            throw unusable(target, "the name of a table of family ip", leading.table);
        }
        if (!leading.protocol.equals("tcp") && !leading.protocol.equals("udp")) {
            throw unusable(target, "tcp or udp", leading.protocol);
        }
        return leading;
    }

    /** Refuses two sites that cannot be told apart, and two that do not share what is public. */
    void comparable(Leading peer) throws ConnectorException {
        boolean shared = open.equals(peer.open) && protocol.equals(peer.protocol) && table.equals(peer.table);
        if (!shared || to.equals(peer.to)) {
            throw ConnectorException.permanent(
                    "SETTING_UNUSABLE",
                    "%s: wanted one public address led to two places, found %s to %s and %s to %s"
                            .formatted(route, what(), to, peer.what(), peer.to));
        }
    }

    private String what() {
        return "%s %s in table %s".formatted(protocol, open, table);
    }

    private static ConnectorException unusable(Target target, String wanted, String found) {
        return ConnectorException.permanent(
                "SETTING_UNUSABLE", "%s: wanted %s, found '%s'".formatted(target, wanted, found));
    }

    String ip() {
        return open.substring(0, open.indexOf(':'));
    }

    int port() {
        return Integer.parseInt(open.substring(open.indexOf(':') + 1));
    }

    String toIp() {
        return to.substring(0, to.indexOf(':'));
    }

    int toPort() {
        return Integer.parseInt(to.substring(to.indexOf(':') + 1));
    }

    /** The rule as nft takes it. */
    String rule() {
        return "ip daddr %s %s dport %d counter dnat to %s comment \"changeover\""
                .formatted(ip(), protocol, port(), to);
    }
}
