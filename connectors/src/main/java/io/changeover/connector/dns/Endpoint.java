package io.changeover.connector.dns;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a DNS server listens.
 *
 * @param name how the plan or the zone calls it, for messages
 * @param address where to ask it; unresolved where its name stands for nothing
 */
record Endpoint(String name, InetSocketAddress address) {
    static final int PORT = 53;
    private static final Pattern FORM = Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?|([^:]+):(\\d{1,5})|(.+)");

    /** Reads {@code host}, {@code host:port}, {@code ::1} or {@code [::1]:port}. */
    static Endpoint of(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("wanted host or host:port, found '" + text + "'");
        }
        String host = first(matcher, 1, 3, 5);
        String port = first(matcher, 2, 4);
        return new Endpoint(text.strip(), new InetSocketAddress(host, port.isEmpty() ? PORT : Integer.parseInt(port)));
    }

    private static String first(Matcher matcher, int... groups) {
        for (int group : groups) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return name;
    }
}
