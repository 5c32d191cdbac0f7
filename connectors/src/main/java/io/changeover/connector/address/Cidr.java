package io.changeover.connector.address;

import io.changeover.connector.spi.ConnectorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 address of a host with its prefix. */
record Cidr(String ip, int prefix) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");

    static Cidr of(String text, String place) throws ConnectorException {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.contains(":")) {
            throw unusable(place, "an IPv4 address, because IPv6 addresses are not moved yet", text);
        }
        if (!matcher.matches() || number(matcher.group(1)) < 0 || Integer.parseInt(matcher.group(2)) > 32) {
            throw unusable(place, "an address with its prefix, such as 10.0.0.80/32", text);
        }
        return new Cidr(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private static ConnectorException unusable(String place, String wanted, String found) {
        return ConnectorException.permanent(
                "SETTING_UNUSABLE", "%s: wanted %s, found '%s'".formatted(place, wanted, found));
    }

    /** The address as a number, or -1 where a part is out of range. */
    private static long number(String ip) {
        long number = 0;
        for (String part : ip.split("\\.", -1)) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                return -1;
            }
            number = number * 256 + value;
        }
        return number;
    }

    /** Whether both stand for addresses of the same network. */
    boolean sameNetwork(String otherIp, int otherPrefix) {
        int shift = 32 - prefix;
        return prefix == otherPrefix && number(ip) >> shift == number(otherIp) >> shift;
    }

    @Override
    public String toString() {
        return ip + "/" + prefix;
    }
}
