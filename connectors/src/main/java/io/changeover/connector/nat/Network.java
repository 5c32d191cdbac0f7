package io.changeover.connector.nat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP network, or one address.
 *
 * @param family as nft calls it: {@code ip} or {@code ip6}
 * @param text the first address as the platform writes it, with the length where it is not one address alone
 */
record Network(String family, String text) {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LITERAL =
            Pattern.compile("((?:%1$s\\.){3}%1$s|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?".formatted(OCTET));

    /** Reads one; empty for what is none. No name is ever resolved. */
    static Optional<Network> of(String literal) {
        var parts = LITERAL.matcher(literal);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(parts.group(1)).getAddress();
            int bits = bytes.length * 8;
            int length = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            if (length > bits || bits == 32 && parts.group(1).contains(":")) {
                return Optional.empty();
            }
            BigInteger mask = BigInteger.ONE
                    .shiftLeft(bits)
                    .subtract(BigInteger.ONE)
                    .shiftRight(bits - length)
                    .shiftLeft(bits - length);
            byte[] first = new byte[bytes.length];
            byte[] masked = new BigInteger(1, bytes).and(mask).toByteArray();
            for (int i = 1; i <= Math.min(first.length, masked.length); i++) {
                first[first.length - i] = masked[masked.length - i];
            }
            String address = InetAddress.getByAddress(first).getHostAddress();
            return Optional.of(
                    new Network(bits == 32 ? "ip" : "ip6", length == bits ? address : address + "/" + length));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
